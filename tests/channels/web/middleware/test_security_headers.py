"""What the headers allow to whom."""

from __future__ import annotations

from collections.abc import Callable

from tests.channels.web.conftest import Site


async def test_only_the_widget_may_be_framed_and_only_by_named_sites(new_site: Callable[..., Site]) -> None:
    """Every other page says so to the browser."""
    site = new_site(widget_origins=("https://a.example",))
    async with site.visitor() as visitor:
        policies = {
            path: (await visitor.get(path)).headers["content-security-policy"]
            for path in ("/", "/widget", "/docs", "/api/notice")
        }
    assert policies.pop("/widget").endswith("frame-ancestors 'self' https://a.example")
    assert all(policy.endswith("frame-ancestors 'self'") for policy in policies.values())
    assert not any("unsafe" in policy or "http" in policy for policy in policies.values())


async def test_a_part_of_a_page_carries_only_what_works_on_it(new_site: Callable[..., Site]) -> None:
    """A script or a style sheet may do nothing by itself; a picture that could hold a script is guarded as pages are."""
    site = new_site()
    async with site.visitor() as visitor:
        script, style, picture, page, missing = [
            (await visitor.get(path)).headers
            for path in ("/page.js", "/page.css", "/icon.svg", "/", "/missing-one.js")
        ]
    for part in (script, style):
        assert part["content-security-policy"] == "default-src 'none'"
        assert part["x-content-type-options"] == "nosniff"
        assert part["cross-origin-resource-policy"] == "same-origin"
        assert part["referrer-policy"] == "no-referrer"
        assert "permissions-policy" not in part
    for whole in (picture, page, missing):
        assert "frame-ancestors" in whole["content-security-policy"]
        assert "permissions-policy" in whole


async def test_a_site_with_the_widget_may_load_its_script(new_site: Callable[..., Site]) -> None:
    """It is the one script that is for others."""
    site = new_site(widget_origins=("https://a.example",))
    async with site.visitor() as visitor:
        assert (await visitor.get("/widget.js")).headers["cross-origin-resource-policy"] == "cross-origin"
