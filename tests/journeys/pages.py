"""A person at a desk: opens pages, fills the forms that stand on them, presses their buttons; no script runs."""

from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from kheo.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Person:
    """One signed-in person and the page before him."""

    user: User
    client: Client = field(default_factory=Client)
    url: str = ""
    status: int = 0
    text: str = ""
    content: bytes = b""

    def open(self, url):
        """Days pass between the pages: each is opened after signing in again."""
        self.client.force_login(self.user, backend=BACKEND)
        return self._arrived(self.client.get(url, follow=True), url)

    def press(self, *, having="", button=None, files=None, **changes):
        """Send the form of the page as it stands, but for `changes`; `having`: part of its address or a field."""
        found = self._form(having)
        data = {}
        for name, value in found.form_values():
            data.setdefault(name, []).append(value)
        if button:
            data["action"] = [button]
        data |= {name: value if isinstance(value, list) else [value] for name, value in changes.items()}
        data |= files or {}
        action = found.get("action") or self.url
        return self._arrived(self.client.post(action, data, follow=True), action)

    def fields(self, having=""):
        """What stands in the form now."""
        return dict(self._form(having).form_values())

    def read(self):
        """The words of the page's main part, without tags."""
        return " ".join(self._main().text_content().split())

    def errors(self):
        """What stands at the fields of a refused form."""
        return [" ".join(one.text_content().split()) for one in self._main().find_class("field-error")]

    def _main(self):
        return html.fromstring(self.text).xpath("//main")[0]

    def _form(self, having):
        forms = [one for one in html.fromstring(self.text).forms if one.method == "POST"]
        inside = [one for one in forms if one.xpath("ancestor::main")]
        return next(one for one in inside if having in (one.get("action") or "") or having in one.fields)

    def _arrived(self, response, url):
        self.url = response.redirect_chain[-1][0] if response.redirect_chain else url
        self.status = response.status_code
        self.content = response.getvalue()
        is_page = response["Content-Type"].startswith("text/html")
        self.text = self.content.decode() if is_page else ""
        return self


def a_file(name, data):
    return SimpleUploadedFile(name, data)
