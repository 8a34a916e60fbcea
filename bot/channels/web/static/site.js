// Where this server is reached: at the root of its host, or below a path there (a proxy may give it /bot/). This file lies there.

/** The path before all addresses of this server: empty, or such as /bot. */
export const root = new URL(".", import.meta.url).pathname.slice(0, -1);

/** Whether this is the chat inside another site's frame. */
export const inWidget = window.location.pathname.startsWith(`${root}/widget`);

/** The address of one of our pages, inside the frame if this is in it. */
export function pageAt(path) {
  return `${root}${inWidget ? "/widget" : ""}${inWidget && path === "/" ? "" : path}`;
}
