"""Hashed names of static files."""

import re

from django.core.files.base import ContentFile

from kheo.kernel.static_files import HashedFiles


def test_module_imports_another_by_its_hashed_name(tmp_path):
    storage = HashedFiles(location=tmp_path, base_url="/static/")
    storage.save("kheo/waiting.js", ContentFile(b"export const one = 1;\n"))
    storage.save("kheo/drafts.js", ContentFile(b'import { one } from "./waiting.js";\n'))
    names = ["kheo/waiting.js", "kheo/drafts.js"]

    done = {
        name: hashed for name, hashed, _ in storage.post_process({n: (storage, n) for n in names}) if hashed
    }

    text = (tmp_path / done["kheo/drafts.js"]).read_text()
    assert re.fullmatch(r'import \{ one \} from "\./waiting\.[0-9a-f]{12}\.js";\n', text)
    assert text.split("./")[1].split('"')[0] == done["kheo/waiting.js"].removeprefix("kheo/")
