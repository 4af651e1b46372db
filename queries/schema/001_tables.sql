-- Everything a store remembers. Numbered files are applied once, in order; a change is a new file.

create table meta (name varchar primary key, value varchar not null);

create sequence file_ids;

create table files (
    file_id integer primary key default nextval('file_ids'),
    file varchar not null,
    sha256 varchar not null,
    size bigint not null,
    importer varchar,
    target varchar,
    encoding varchar,
    total_rows bigint not null default 0,
    records bigint not null default 0,
    duplicates bigint not null default 0,
    row_issues bigint not null default 0,
    ignored bigint not null default 0,
    ignored_reasons varchar,
    extra_columns varchar,
    notes varchar,
    refused varchar
);

-- Sources of a record: one row for the file it was first read from, one for each duplicate.
create table sources (
    kind varchar not null,
    record_id varchar not null,
    file_id integer not null,
    source_row bigint not null,
    is_first boolean not null
);

create table row_issues (
    file_id integer not null,
    source_row bigint not null,
    line bigint,
    column_name varchar,
    cell varchar,
    reason varchar not null
);

-- Optional texts are '' where unknown, never null: a comparison with null once hid four violations in ten.
create table messages (
    message_id varchar not null,
    direction varchar not null,
    sent_at timestamptz not null,
    thread_id varchar not null,
    order_id varchar not null,
    marketplace varchar not null,
    channel varchar not null,
    agent varchar not null,
    tool varchar not null,
    buyer_id varchar not null,
    buyer_language varchar not null,
    sender varchar not null,
    subject varchar not null,
    body_text varchar not null,
    body_html varchar not null,
    attachments varchar not null,
    delivery_status varchar not null,
    delivery_note varchar not null,
    auto_reply boolean,
    no_response_needed boolean,
    remark varchar not null,
    extra varchar not null,
    file_id integer not null,
    source_row bigint not null
);

create table delivery_notices (
    noticed_at timestamptz not null,
    status varchar not null,
    note varchar not null,
    message_id varchar not null,
    order_id varchar not null,
    buyer_id varchar not null,
    sent_on varchar not null,
    marketplace varchar not null,
    file_id integer not null,
    source_row bigint not null
);

-- One row an order item and file: facts of several files about one order are joined in the model `orders`.
create table order_rows (
    order_id varchar not null,
    purchased_at timestamptz,
    updated_at timestamptz,
    shipped_at timestamptz,
    promised_at timestamptz,
    delivered_at timestamptz,
    cancelled_at timestamptz,
    refunded_at timestamptz,
    returned_at timestamptz,
    marketplace varchar not null,
    status varchar not null,
    fulfilment varchar not null,
    buyer_id varchar not null,
    buyer_language varchar not null,
    sku varchar not null,
    asin varchar not null,
    title varchar not null,
    is_custom boolean,
    is_replacement boolean,
    extra varchar not null,
    row_key varchar not null,
    file_id integer not null,
    source_row bigint not null
);

create table solicitations (
    order_id varchar not null,
    solicited_at timestamptz not null,
    channel varchar not null,
    status varchar not null,
    origin varchar not null,
    message_id varchar not null,
    extra varchar not null,
    file_id integer not null,
    source_row bigint not null
);

create table feedback (
    order_id varchar not null,
    left_at timestamptz not null,
    rating integer not null,
    comment varchar not null,
    extra varchar not null,
    file_id integer not null,
    source_row bigint not null
);

create table do_not_contact (
    buyer_id varchar not null,
    order_id varchar not null,
    reason varchar not null,
    since timestamptz,
    extra varchar not null,
    file_id integer not null,
    source_row bigint not null
);

create table events (
    event_at timestamptz not null,
    kind varchar not null,
    marketplace varchar not null,
    text varchar not null,
    extra varchar not null,
    file_id integer not null,
    source_row bigint not null
);

-- What features understood, by message; rebuilt by every check, so that new phrases reach old messages.
create table features (
    message_id varchar not null,
    reading_key varchar not null,
    template_id varchar not null,
    language varchar not null,
    languages varchar[] not null,
    letters integer not null,
    order_ids varchar[] not null,
    partial_order_id boolean not null,
    acts varchar[] not null,
    new_subject varchar not null,
    new_text varchar not null
);

-- Reference data, written on every opening from audit/policies.
create table marketplaces (
    marketplace varchar primary key,
    marketplace_id varchar not null,
    timezone varchar not null,
    languages varchar[] not null
);

create table policy_versions (
    policy varchar primary key,
    effective_from date not null,
    effective_to date not null
);

create table policy_limits (policy varchar not null, name varchar not null, value double not null);

create table policy_clauses (policy varchar not null, clause varchar not null);

-- How a check was asked for: one row of settings, read by the models.
create table settings (
    period_from date,
    period_to date,
    as_of date not null,
    rules_of varchar not null,
    default_timezone varchar not null
);

create table results (as_of varchar not null, document varchar not null);
