from django.db import migrations

from kheo.kernel.db.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("handovers", "0001_initial")]
    operations = [append_only("handovers_handover"), append_only("handovers_handedrole")]
