"""What kind of browser a person uses, in so few words that they are told apart by their owner only."""

from django.utils.translation import gettext as _

#: In the order that they are looked for: most browsers claim to be several others too.
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "Chromebook",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def device_of(user_agent: str) -> str:
    """Return browser and system as they are kept, like `Firefox/Linux`; empty parts for what is not known."""
    return f"{_first(_BROWSERS, user_agent)}/{_first(_SYSTEMS, user_agent)}"


def _first(words: dict[str, str], user_agent: str) -> str:
    return next((name for word, name in words.items() if word in user_agent), "")


def device_words(device: str) -> str:
    """Say what `device_of` kept."""
    browser, _slash, system = device.partition("/")
    if browser and system:
        return _("%(browser)s på %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("En ukjent nettleser")
