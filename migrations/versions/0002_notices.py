"""announcements, occurrences, groups, ways of telling"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_table(
        "occurrences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scope", sa.String(length=80), server_default="", nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("enqueued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("messages", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("state IN ('on_time', 'late', 'dropped')", name=op.f("ck_occurrences_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrences")),
        sa.UniqueConstraint("kind", "due_at", "scope", name=op.f("uq_occurrences_kind_due_at_scope")),
    )
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.create_index("ix_occurrences_due_at", ["due_at"], unique=False)

    op.create_table(
        "group_chats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("locale", sa.String(length=2), nullable=False),
        sa.Column("linked_by", sa.Integer(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('manager', 'director', 'teacher', 'carer', 'kitchen')", name=op.f("ck_group_chats_role")
        ),
        sa.ForeignKeyConstraint(["linked_by"], ["staff.id"], name=op.f("fk_group_chats_linked_by")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_group_chats_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_chats")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_group_chats_telegram_id")),
    )
    op.create_table(
        "group_codes",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "role IN ('manager', 'director', 'teacher', 'carer', 'kitchen')", name=op.f("ck_group_codes_role")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["staff.id"], name=op.f("fk_group_codes_created_by")),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name=op.f("fk_group_codes_school_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_group_codes")),
    )
    op.create_table(
        "muted_kinds",
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardians.id"], name=op.f("fk_muted_kinds_guardian_id")),
        sa.PrimaryKeyConstraint("guardian_id", "kind", name=op.f("pk_muted_kinds")),
    )
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("asks_reading", sa.Boolean(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("reopens_id", sa.Integer(), nullable=True),
        sa.Column("progress_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('closure', 'strike', 'general', 'reopening')", name=op.f("ck_announcements_kind")),
        sa.ForeignKeyConstraint(["decision_id"], ["audit_events.id"], name=op.f("fk_announcements_decision_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_announcements_document_id")),
        sa.ForeignKeyConstraint(["reopens_id"], ["announcements.id"], name=op.f("fk_announcements_reopens_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_announcements_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sa.UniqueConstraint("key", name=op.f("uq_announcements_key")),
        sa.UniqueConstraint("reopens_id", name=op.f("uq_announcements_reopens_id")),
    )
    op.create_table(
        "announcement_reads",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_announcement_reads_announcement_id")
        ),
        sa.ForeignKeyConstraint(["guardian_id"], ["guardians.id"], name=op.f("fk_announcement_reads_guardian_id")),
        sa.PrimaryKeyConstraint("announcement_id", "guardian_id", name=op.f("pk_announcement_reads")),
    )
    op.create_table(
        "cancelled_bookings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("family_id", sa.Integer(), nullable=False),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_cancelled_bookings_announcement_id")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_cancelled_bookings_child_id")),
        sa.ForeignKeyConstraint(["family_id"], ["families.id"], name=op.f("fk_cancelled_bookings_family_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_cancelled_bookings_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cancelled_bookings")),
        sa.UniqueConstraint(
            "announcement_id",
            "child_id",
            "service_id",
            "day",
            name=op.f("uq_cancelled_bookings_announcement_id_child_id_service_id_day"),
        ),
    )
    with op.batch_alter_table("cancelled_bookings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cancelled_bookings_announcement_id"), ["announcement_id"], unique=False)

    with op.batch_alter_table("closures", schema=None) as batch_op:
        batch_op.add_column(sa.Column("announcement_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_closures_announcement_id"), ["announcement_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_closures_announcement_id"), "announcements", ["announcement_id"], ["id"]
        )

    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("guardian_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("staff_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("group_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("message_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("is_fallback", sa.Boolean(), server_default="0", nullable=False))
        batch_op.create_index("ix_deliveries_finished_at", ["finished_at"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_deliveries_guardian_id"), "guardians", ["guardian_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_deliveries_staff_id"), "staff", ["staff_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_deliveries_group_id"), "group_chats", ["group_id"], ["id"])

    with op.batch_alter_table("guardians", schema=None) as batch_op:
        batch_op.add_column(sa.Column("email_refused_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("channel", sa.String(length=5), server_default="auto", nullable=False))
        batch_op.add_column(sa.Column("quiet_from", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("quiet_until", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_guardians_channel"), "channel IN ('auto', 'chat', 'email', 'both')"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_guardians_quiet"), "(quiet_from IS NULL) = (quiet_until IS NULL)"
        )

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("occurrence_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("announcement_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_outbox_announcement_id"), ["announcement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_occurrence_id"), ["occurrence_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_outbox_occurrence_id"), "occurrences", ["occurrence_id"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_announcement_id"), "announcements", ["announcement_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_outbox_group_id"), "group_chats", ["group_id"], ["id"])

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.add_column(sa.Column("email", sa.String(length=254), nullable=True))
        batch_op.add_column(sa.Column("email_refused_at", sa.DateTime(timezone=True), nullable=True))

    # Whom what waits is for, as is known from now on: a relay sends nothing to a chat that is not its recipient's.
    op.execute(
        """
        UPDATE deliveries SET
          guardian_id = COALESCE(
            (SELECT outbox.guardian_id FROM outbox WHERE outbox.id = deliveries.outbox_id),
            (SELECT chats.guardian_id FROM chats, outbox
             WHERE outbox.id = deliveries.outbox_id AND outbox.family_id IS NOT NULL
             AND CAST(chats.telegram_id AS VARCHAR(20)) = deliveries.address)),
          staff_id = (SELECT outbox.staff_id FROM outbox WHERE outbox.id = deliveries.outbox_id)
        WHERE deliveries.state = 'waiting'
        """
    )


def downgrade() -> None:
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_column("email_refused_at")
        batch_op.drop_column("email")

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_outbox_group_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_outbox_announcement_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_outbox_occurrence_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_outbox_occurrence_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_announcement_id"))
        batch_op.drop_column("announcement_id")
        batch_op.drop_column("occurrence_id")
        batch_op.drop_column("group_id")

    with op.batch_alter_table("guardians", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_guardians_quiet"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_guardians_channel"), type_="check")
        batch_op.drop_column("quiet_until")
        batch_op.drop_column("quiet_from")
        batch_op.drop_column("channel")
        batch_op.drop_column("email_refused_at")

    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_deliveries_group_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_deliveries_staff_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_deliveries_guardian_id"), type_="foreignkey")
        batch_op.drop_index("ix_deliveries_finished_at")
        batch_op.drop_column("is_fallback")
        batch_op.drop_column("message_id")
        batch_op.drop_column("group_id")
        batch_op.drop_column("staff_id")
        batch_op.drop_column("guardian_id")

    with op.batch_alter_table("closures", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_closures_announcement_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_closures_announcement_id"))
        batch_op.drop_column("reopened_at")
        batch_op.drop_column("announcement_id")

    with op.batch_alter_table("cancelled_bookings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cancelled_bookings_announcement_id"))

    op.drop_table("cancelled_bookings")
    op.drop_table("announcement_reads")
    op.drop_table("announcements")
    op.drop_table("muted_kinds")
    op.drop_table("group_codes")
    op.drop_table("group_chats")
    with op.batch_alter_table("occurrences", schema=None) as batch_op:
        batch_op.drop_index("ix_occurrences_due_at")

    op.drop_table("occurrences")
    op.drop_table("documents")
