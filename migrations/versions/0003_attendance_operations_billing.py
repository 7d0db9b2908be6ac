"""attendance, operations, billing"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "billed_months",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by"], ["staff.id"], name=op.f("fk_billed_months_closed_by")),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_billed_months")),
    )
    op.create_table(
        "operations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('report', 'enrol', 'book', 'remove', 'promote')", name=op.f("ck_operations_kind")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_operations_staff_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["staff.id"], name=op.f("fk_operations_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operations")),
        sa.UniqueConstraint("key", name=op.f("uq_operations_key")),
    )
    op.create_table(
        "quotients",
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("value >= 0", name=op.f("ck_quotients_value")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_quotients_family_id")),
        sa.PrimaryKeyConstraint("family_id", "first_day", name=op.f("pk_quotients")),
    )
    op.create_table(
        "removed_bookings",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_removed_bookings_child_id")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_removed_bookings_family_id")),
        sa.ForeignKeyConstraint(["made_by"], ["operations.id"], name=op.f("fk_removed_bookings_made_by")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_removed_bookings_operation_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_removed_bookings_service_id")),
        sa.PrimaryKeyConstraint("operation_id", "child_id", "service_id", "day", name=op.f("pk_removed_bookings")),
    )
    op.create_table(
        "staff_counts",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("adults", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("adults >= 0", name=op.f("ck_staff_counts_adults")),
        sa.ForeignKeyConstraint(["counted_by"], ["staff.id"], name=op.f("fk_staff_counts_counted_by")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_staff_counts_service_id")),
        sa.PrimaryKeyConstraint("service_id", "day", name=op.f("pk_staff_counts")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("arrived", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("departed", sa.Integer(), nullable=True))
        batch_op.create_index("ix_attendance_service_id_day", ["service_id", "day"], unique=False)
        batch_op.create_check_constraint(
            batch_op.f("ck_attendance_hours"), "mark = 'present' OR (arrived IS NULL AND departed IS NULL)"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_attendance_order"), "arrived >= 0 AND departed <= 1440 AND departed >= arrived"
        )

    with op.batch_alter_table("audit_events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("school_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_audit_events_school_id"), "schools", ["school_id"], ["id"])
        batch_op.create_index("ix_audit_events_at", ["at"], unique=False)
        batch_op.create_index("ix_audit_events_staff_id", ["staff_id"], unique=False)

    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("operation_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            "ix_bookings_operation_id",
            ["operation_id"],
            unique=False,
            sqlite_where=sa.text("operation_id IS NOT NULL"),
            postgresql_where=sa.text("operation_id IS NOT NULL"),
        )
        batch_op.create_foreign_key(batch_op.f("fk_bookings_operation_id"), "operations", ["operation_id"], ["id"])

    with op.batch_alter_table("cancelled_bookings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("made_by", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_cancelled_bookings_made_by"), "operations", ["made_by"], ["id"])

    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("operation_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_enrolments_operation_id"), ["operation_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_enrolments_operation_id"), "operations", ["operation_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("enrolments", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_enrolments_operation_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_enrolments_operation_id"))
        batch_op.drop_column("operation_id")

    with op.batch_alter_table("cancelled_bookings", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_cancelled_bookings_made_by"), type_="foreignkey")
        batch_op.drop_column("made_by")

    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_bookings_operation_id"), type_="foreignkey")
        batch_op.drop_index(
            "ix_bookings_operation_id",
            sqlite_where=sa.text("operation_id IS NOT NULL"),
            postgresql_where=sa.text("operation_id IS NOT NULL"),
        )
        batch_op.drop_column("operation_id")

    with op.batch_alter_table("audit_events", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_events_staff_id")
        batch_op.drop_index("ix_audit_events_at")
        batch_op.drop_constraint(batch_op.f("fk_audit_events_school_id"), type_="foreignkey")
        batch_op.drop_column("school_id")

    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_attendance_order"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_attendance_hours"), type_="check")
        batch_op.drop_index("ix_attendance_service_id_day")
        batch_op.drop_column("departed")
        batch_op.drop_column("arrived")

    op.drop_table("staff_counts")
    op.drop_table("removed_bookings")
    op.drop_table("quotients")
    op.drop_table("operations")
    op.drop_table("billed_months")
