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
