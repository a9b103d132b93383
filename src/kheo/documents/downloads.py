"""Sending a file lives in the kernel, where modules below documents reach it too."""

from kheo.kernel.web.downloads import MEDIA_TYPES, attachment

__all__ = ["MEDIA_TYPES", "attachment"]
