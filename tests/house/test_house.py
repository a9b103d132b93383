"""What the house holds by machine: every view is guarded, every setting is listed, writes have a place."""

import ast
import re
import tomllib
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/kheo"
# Views of libraries that guard themselves.
_LIBRARIES = ("allauth.account", "django.views.i18n")


def _views(patterns, prefix=""):
    for entry in patterns:
        where = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _views(entry.url_patterns, where)
        elif isinstance(entry, URLPattern):
            yield where, entry.callback


def test_every_view_declares_who_may_open_it_and_by_which_methods():
    open_ones = [
        where
        for where, view in _views(get_resolver().url_patterns)
        if not view.__module__.startswith(_LIBRARIES)
        and not (hasattr(view, "kheo_access") and getattr(view, "kheo_methods", None))
    ]

    assert open_ones == []


def test_public_pages_are_these_and_no_others():
    public = sorted(
        where
        for where, view in _views(get_resolver().url_patterns)
        if getattr(view, "kheo_access", "") == "public"
    )

    assert public == [
        "cho-gui/",  # what waits lies in the browser; the page itself holds nothing of anybody
        "cho-gui/phien",
        "kiem-tra/",  # whoever holds a certificate checks it
        "kiem-tra/<str:code>/",
        "quy-dinh/",  # the law is everybody's
        "song",
        "sw.js",
        "tai-khoan/da-dong/",
        "tai-khoan/dang-nhap/",
        "tai-khoan/dang-xuat/",
        r"tien-do/^lich/(?P<token>[\w-]{20,60})\.ics$",  # the private address of a person's calendar
    ]


def test_every_setting_is_listed_in_env_example_and_the_other_way_round():
    text = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "config/settings").glob("*.py"))
    used = set(re.findall(r"env\.\w+\(\s*\"(KHEO_\w+)\"", text)) - {"KHEO_TEST_POSTGRES_URL"}
    listed = set(
        re.findall(r"^(KHEO_\w+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    )

    assert used == listed


def test_every_package_stands_in_the_layers_contract():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    layers = " ".join(next(c for c in contracts if c["id"] == "modules")["layers"])
    packages = {p.parent.name for p in SOURCE.glob("*/__init__.py")}

    assert {p for p in packages if f"kheo.{p}" not in layers} == set()


def test_every_module_with_a_face_is_protected_by_a_contract():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    ids = {c["id"] for c in config["tool"]["importlinter"]["contracts"]}
    faces = {p.parent.name for p in SOURCE.glob("*/public.py")}

    assert {f for f in faces if f"face-{f}" not in ids} == set()


_WRITE_CALLS = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete"}
# allauth calls a form's save; ours hands the work to a service.
_FORMS_THAT_CALL_SERVICES = {"form", "super()"}
_MAY_WRITE = ("services", "migrations", "installation.py", "backup.py", "tree.py", "management", "demo")


def _writing_calls(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _WRITE_CALLS
        ):
            owner = ast.unparse(node.func.value)
            if "objects" in owner or (
                node.func.attr in {"save", "delete"} and owner not in _FORMS_THAT_CALL_SERVICES
            ):
                yield f"{path.relative_to(SOURCE)}:{node.lineno} {owner}.{node.func.attr}"


def test_business_rows_are_written_in_services_only():
    modules = {p.parent for p in (*SOURCE.glob("*/models.py"), *SOURCE.glob("*/models/"))}
    outside = [
        call
        for module in sorted(modules)
        for path in sorted(module.rglob("*.py"))
        if not any(word in str(path.relative_to(SOURCE)) for word in _MAY_WRITE)
        for call in _writing_calls(path)
    ]

    assert outside == []


def test_core_imports_with_django_blocked():
    import subprocess
    import sys

    program = (
        "import sys; sys.modules['django'] = None\n"
        "import pkgutil, importlib, kheo.core\n"
        "for m in pkgutil.walk_packages(kheo.core.__path__, 'kheo.core.'): importlib.import_module(m.name)\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.stderr == ""


def test_no_file_names_a_package_registry():
    tracked = [
        *ROOT.glob("requirements/*"),
        ROOT / "package-lock.json",
        ROOT / "pyproject.toml",
        *ROOT.glob("tools/*"),
    ]
    hosts = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|files\.python", re.IGNORECASE)

    assert [p.name for p in tracked if p.is_file() and hosts.search(p.read_text(encoding="utf-8"))] == []
