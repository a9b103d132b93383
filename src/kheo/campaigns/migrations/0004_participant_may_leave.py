from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0003_deadline_paper_and_done_milestones"),
    ]

    operations = [
        migrations.AlterField(
            model_name="campaignparticipant",
            name="part",
            field=models.CharField(
                choices=[
                    ("manage", "chủ trì"),
                    ("appraise", "thẩm định"),
                    ("register", "đăng ký"),
                    ("watch", "theo dõi"),
                    ("left", "thôi tham gia"),
                ],
                max_length=10,
            ),
        ),
    ]
