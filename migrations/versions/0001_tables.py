"""tables"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "children",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last_name", sa.String(length=80), nullable=False),
        sa.Column("first_name", sa.String(length=80), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_children")),
        sa.UniqueConstraint(
            "last_name", "first_name", "birth_date", name=op.f("uq_children_last_name_first_name_birth_date")
        ),
    )
    op.create_table(
        "conversations",
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("recent_updates", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("telegram_id", name=op.f("pk_conversations")),
    )
    op.create_table(
        "families",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_families")),
        sa.UniqueConstraint("name", name=op.f("uq_families_name")),
    )
    op.create_table(
        "guardians",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last_name", sa.String(length=80), nullable=False),
        sa.Column("first_name", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardians")),
    )
    op.create_index("ix_guardians_name", "guardians", ["last_name", "first_name"], unique=False)
    op.create_table(
        "link_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_attempts")),
    )
    op.create_index("ix_link_attempts_telegram_id_at", "link_attempts", ["telegram_id", "at"], unique=False)
    op.create_table(
        "schools",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schools")),
        sa.UniqueConstraint("name", name=op.f("uq_schools_name")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "role IN ('manager', 'director', 'teacher', 'carer', 'kitchen')", name=op.f("ck_staff_role")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_name")),
    )
    op.create_table(
        "audit_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardians.id"], name=op.f("fk_audit_events_guardian_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_audit_events_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_table(
        "chats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardians.id"], name=op.f("fk_chats_guardian_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_chats_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_chats_telegram_id")),
    )
    op.create_index(op.f("ix_chats_guardian_id"), "chats", ["guardian_id"], unique=False)
    op.create_index(op.f("ix_chats_staff_id"), "chats", ["staff_id"], unique=False)
    op.create_table(
        "guardianships",
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("custody", sa.String(length=12), server_default="always", nullable=False),
        sa.CheckConstraint("custody IN ('always', 'even_weeks', 'odd_weeks')", name=op.f("ck_guardianships_custody")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_guardianships_child_id")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_guardianships_family_id")),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardians.id"], name=op.f("fk_guardianships_guardian_id")),
        sa.PrimaryKeyConstraint("guardian_id", "child_id", name=op.f("pk_guardianships")),
    )
    op.create_index(op.f("ix_guardianships_child_id"), "guardianships", ["child_id"], unique=False)
    op.create_index(op.f("ix_guardianships_family_id"), "guardianships", ["family_id"], unique=False)
    op.create_table(
        "link_codes",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(guardian_id IS NULL) <> (staff_id IS NULL)", name=op.f("ck_link_codes_holder")),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardians.id"], name=op.f("fk_link_codes_guardian_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_link_codes_staff_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_link_codes")),
    )
    op.create_index(op.f("ix_link_codes_guardian_id"), "link_codes", ["guardian_id"], unique=False)
    op.create_index(op.f("ix_link_codes_staff_id"), "link_codes", ["staff_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=True),
        sa.Column("guardian_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("available_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), server_default="waiting", nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'addressed', 'failed')", name=op.f("ck_outbox_state")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_outbox_family_id")),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardians.id"], name=op.f("fk_outbox_guardian_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_outbox_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["available_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "uq_outbox_open_result",
        "outbox",
        ["family_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'result' AND state = 'waiting'"),
        postgresql_where=sa.text("kind = 'result' AND state = 'waiting'"),
    )
    op.create_table(
        "school_classes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_school_classes_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_classes")),
        sa.UniqueConstraint(
            "school_id", "school_year", "name", name=op.f("uq_school_classes_school_id_school_year_name")
        ),
    )
    op.create_table(
        "services",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_services_capacity")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_services_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_services")),
        sa.UniqueConstraint("school_id", "key", name=op.f("uq_services_school_id_key")),
    )
    op.create_table(
        "attendance",
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mark", sa.String(length=14), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("mark IN ('present', 'absent_excused', 'absent_billed')", name=op.f("ck_attendance_mark")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_attendance_child_id")),
        sa.ForeignKeyConstraint(["marked_by"], ["staff.id"], name=op.f("fk_attendance_marked_by")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_attendance_service_id")),
        sa.PrimaryKeyConstraint("child_id", "service_id", "day", name=op.f("pk_attendance")),
    )
    op.create_table(
        "booking_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), server_default="pending", nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("result_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(kind = 'absence') = (reason IS NOT NULL)", name=op.f("ck_booking_requests_reason")),
        sa.CheckConstraint("kind IN ('book', 'cancel', 'absence')", name=op.f("ck_booking_requests_kind")),
        sa.CheckConstraint(
            "outcome IN ('given_back', 'excused', 'billed', 'undecided')", name=op.f("ck_booking_requests_outcome")
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'approved', 'refused', 'withdrawn')", name=op.f("ck_booking_requests_state")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_booking_requests_child_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["audit_events.id"], name=op.f("fk_booking_requests_decision_id")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_booking_requests_family_id")),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardians.id"], name=op.f("fk_booking_requests_guardian_id")),
        sa.ForeignKeyConstraint(["result_id"], ["outbox.id"], name=op.f("fk_booking_requests_result_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_booking_requests_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_requests")),
    )
    op.create_index("ix_booking_requests_cell", "booking_requests", ["child_id", "day", "service_id"], unique=False)
    op.create_index(op.f("ix_booking_requests_decision_id"), "booking_requests", ["decision_id"], unique=False)
    op.create_index(
        "ix_booking_requests_family_id_created_at", "booking_requests", ["family_id", "created_at"], unique=False
    )
    op.create_index(op.f("ix_booking_requests_result_id"), "booking_requests", ["result_id"], unique=False)
    op.create_index(
        "uq_booking_requests_pending",
        "booking_requests",
        ["service_id", "day", "child_id"],
        unique=True,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_table(
        "bookings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_bookings_child_id")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_bookings_family_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_bookings_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("child_id", "service_id", "day", name=op.f("uq_bookings_child_id_service_id_day")),
    )
    op.create_index(op.f("ix_bookings_family_id"), "bookings", ["family_id"], unique=False)
    op.create_index("ix_bookings_service_id_day", "bookings", ["service_id", "day"], unique=False)
    op.create_table(
        "class_members",
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_class_members_child_id")),
        sa.ForeignKeyConstraint(["class_id"], ["school_classes.id"], name=op.f("fk_class_members_class_id")),
        sa.PrimaryKeyConstraint("child_id", "school_year", name=op.f("pk_class_members")),
    )
    op.create_index(op.f("ix_class_members_class_id"), "class_members", ["class_id"], unique=False)
    op.create_table(
        "closures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("label", sa.String(length=200), server_default="", nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_closures_days")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_closures_school_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_closures_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), server_default="waiting", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("available_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_owner", sa.String(length=64), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=300), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'failed', 'expired', 'unknown')", name=op.f("ck_deliveries_state")
        ),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_deliveries_outbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("outbox_id", "channel", "address", name=op.f("uq_deliveries_outbox_id_channel_address")),
    )
    op.create_index(
        "ix_deliveries_waiting",
        "deliveries",
        ["priority", "available_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "draft_cells",
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.CheckConstraint("kind IN ('book', 'cancel')", name=op.f("ck_draft_cells_kind")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_draft_cells_child_id")),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardians.id"], name=op.f("fk_draft_cells_guardian_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_draft_cells_service_id")),
        sa.PrimaryKeyConstraint("guardian_id", "child_id", "service_id", "day", name=op.f("pk_draft_cells")),
    )
    op.create_table(
        "enrolments",
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_enrolments_child_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_enrolments_service_id")),
        sa.PrimaryKeyConstraint("child_id", "school_year", "service_id", name=op.f("pk_enrolments")),
    )
    op.create_index(op.f("ix_enrolments_service_id"), "enrolments", ["service_id"], unique=False)
    op.create_table(
        "staff_scopes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["school_classes.id"], name=op.f("fk_staff_scopes_class_id")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_staff_scopes_school_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_scopes_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_scopes")),
    )
    op.create_index(op.f("ix_staff_scopes_staff_id"), "staff_scopes", ["staff_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_staff_scopes_staff_id"), table_name="staff_scopes")
    op.drop_table("staff_scopes")
    op.drop_index(op.f("ix_enrolments_service_id"), table_name="enrolments")
    op.drop_table("enrolments")
    op.drop_table("draft_cells")
    op.drop_index(
        "ix_deliveries_waiting",
        table_name="deliveries",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_table("deliveries")
    op.drop_table("closures")
    op.drop_index(op.f("ix_class_members_class_id"), table_name="class_members")
    op.drop_table("class_members")
    op.drop_index("ix_bookings_service_id_day", table_name="bookings")
    op.drop_index(op.f("ix_bookings_family_id"), table_name="bookings")
    op.drop_table("bookings")
    op.drop_index(
        "uq_booking_requests_pending",
        table_name="booking_requests",
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.drop_index(op.f("ix_booking_requests_result_id"), table_name="booking_requests")
    op.drop_index("ix_booking_requests_family_id_created_at", table_name="booking_requests")
    op.drop_index(op.f("ix_booking_requests_decision_id"), table_name="booking_requests")
    op.drop_index("ix_booking_requests_cell", table_name="booking_requests")
    op.drop_table("booking_requests")
    op.drop_table("attendance")
    op.drop_table("services")
    op.drop_table("school_classes")
    op.drop_index(
        "uq_outbox_open_result",
        table_name="outbox",
        sqlite_where=sa.text("kind = 'result' AND state = 'waiting'"),
        postgresql_where=sa.text("kind = 'result' AND state = 'waiting'"),
    )
    op.drop_index(
        "ix_outbox_waiting",
        table_name="outbox",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_table("outbox")
    op.drop_index(op.f("ix_link_codes_staff_id"), table_name="link_codes")
    op.drop_index(op.f("ix_link_codes_guardian_id"), table_name="link_codes")
    op.drop_table("link_codes")
    op.drop_index(op.f("ix_guardianships_family_id"), table_name="guardianships")
    op.drop_index(op.f("ix_guardianships_child_id"), table_name="guardianships")
    op.drop_table("guardianships")
    op.drop_index(op.f("ix_chats_staff_id"), table_name="chats")
    op.drop_index(op.f("ix_chats_guardian_id"), table_name="chats")
    op.drop_table("chats")
    op.drop_table("audit_events")
    op.drop_table("staff")
    op.drop_table("schools")
    op.drop_index("ix_link_attempts_telegram_id_at", table_name="link_attempts")
    op.drop_table("link_attempts")
    op.drop_index("ix_guardians_name", table_name="guardians")
    op.drop_table("guardians")
    op.drop_table("families")
    op.drop_table("conversations")
    op.drop_table("children")
