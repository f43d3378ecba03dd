from django.db import migrations


class Migration(migrations.Migration):
    """Case numbers come from a sequence: gaps are allowed, a number is never used twice."""

    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE cases_case_serial", reverse_sql="DROP SEQUENCE cases_case_serial"),
    ]
