"""How the bot takes updates in: by polling or by a webhook."""

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

from simulator.calls import Call
from simulator.errors import bad_request, conflict, not_served
from simulator.shape import JsonObject
from simulator.updates import MOST_AT_ONCE, Webhook
from simulator.world import World

WEBHOOK_ACTIVE: Final = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
PORTS: Final = (443, 80, 88, 8443)
MOST_CONNECTIONS: Final = 100


async def get_updates(world: World, call: Call) -> list[JsonObject]:
    if world.updates.webhook is not None:
        raise conflict(WEBHOOK_ACTIVE)
    params = call.params
    _remember_kinds(world, call)
    limit = min(max(params.get("limit", MOST_AT_ONCE), 1), MOST_AT_ONCE)
    return await world.updates.poll(params.get("offset", 0), limit, max(params.get("timeout", 0), 0))


async def set_webhook(world: World, call: Call) -> bool:
    """An empty `url` takes the webhook away. A poll under way ends with 409."""
    params, updates = call.params, world.updates
    if not params["url"]:
        return await delete_webhook(world, call)
    secret = params.get("secret_token", "")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    _check_address(params["url"])
    if params.get("drop_pending_updates"):
        updates.forget_all()
    _remember_kinds(world, call)
    connections = min(max(params.get("max_connections", 40), 1), MOST_CONNECTIONS)
    updates.webhook = Webhook(params["url"], secret, connections)
    updates.end_poll("terminated by setWebhook request")
    return True


async def delete_webhook(world: World, call: Call) -> bool:
    if call.params.get("drop_pending_updates"):
        world.updates.forget_all()
    world.updates.webhook = None
    world.updates.bell.ring()
    return True


async def get_webhook_info(world: World, call: Call) -> JsonObject:
    updates = world.updates
    answer: JsonObject = {
        "url": updates.webhook.url if updates.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.pending()),
    }
    if updates.webhook:
        answer |= {"max_connections": updates.webhook.max_connections} | updates.webhook.last_error
    return answer | ({"allowed_updates": updates.allowed} if updates.allowed else {})


def _remember_kinds(world: World, call: Call) -> None:
    """The kinds wanted from now on; an empty list means the default ones, none at all what was said before."""
    if "allowed_updates" in call.params:
        world.updates.allowed = list(call.params["allowed_updates"])


def _check_address(url: str) -> None:
    """HTTPS and the documented ports; on this machine, the only one the simulator delivers to, anything goes."""
    address = urlsplit(url)
    if _is_local(address.hostname or "") and address.scheme in ("http", "https"):
        return
    if address.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (address.port or PORTS[0]) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    raise not_served("a webhook on another machine")


def _is_local(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
