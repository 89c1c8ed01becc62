"""What has changed since a hearing, in words."""

from django.utils.translation import ngettext


def changed_words(elements: int, documents: int) -> str:
    """Say how many elements and documents are others than were heard; at least one of the two is."""
    told = []
    if elements:
        text = ngettext(
            "%(count)d element er endret etter høringen.",
            "%(count)d elementer er endret etter høringen.",
            elements,
        )
        told.append(text % {"count": elements})
    if documents:
        text = ngettext(
            "%(count)d dokument er nytt, tatt ut eller byttet ut etter høringen.",
            "%(count)d dokumenter er nye, tatt ut eller byttet ut etter høringen.",
            documents,
        )
        told.append(text % {"count": documents})
    return " ".join(told)
