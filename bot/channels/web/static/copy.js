// Ways to copy text. Browsers inside apps such as WeChat block downloads and printing.

/** Whether this is the browser inside an app: WeChat, QQ, DingTalk, Alipay, Weibo, Feishu. */
export const inWeChat = /MicroMessenger|\bQQ\/\d|DingTalk|AlipayClient|\bWeibo|\bLark\//i.test(navigator.userAgent);

/** Copies `text`; false if the browser refuses. Works without https too. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

function copyByHand(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  field.setAttribute("readonly", "");
  document.body.append(field);
  const before = document.activeElement;
  field.select();
  field.setSelectionRange(0, text.length);
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    done = false;
  }
  field.remove();
  if (before && before.focus) before.focus();
  return done;
}
