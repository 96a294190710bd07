CREATE TABLE products (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    sku TEXT NOT NULL,
    sku_key TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    text_key TEXT NOT NULL,
    brand TEXT,
    description TEXT,
    barcodes TEXT NOT NULL,
    media TEXT NOT NULL,
    cost_price_amount INTEGER,
    cost_price_currency TEXT,
    regular_price_amount INTEGER,
    regular_price_currency TEXT,
    dimensions TEXT,
    weight_grams INTEGER,
    hs_code TEXT,
    country_of_origin TEXT,
    type TEXT NOT NULL,
    whole_units INTEGER NOT NULL,
    active INTEGER NOT NULL,
    over_receipt_percent INTEGER,
    short_receipt_percent INTEGER,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    extension TEXT NOT NULL,
    CONSTRAINT pk_products PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_products_organization_id_serial UNIQUE (organization_id, serial),
    CONSTRAINT uq_products_organization_id_sku_key UNIQUE (organization_id, sku_key)
)
 STRICT;

CREATE INDEX ix_products_name_key_id ON products (organization_id, name_key, id);

CREATE INDEX ix_products_updated_at_id ON products (organization_id, updated_at, id);

CREATE TABLE document_contents (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    claimed_at INTEGER,
    created_at INTEGER NOT NULL,
    CONSTRAINT pk_document_contents PRIMARY KEY (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_document_contents_claimed_at_created_at ON document_contents (organization_id, claimed_at, created_at);

CREATE TABLE events (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    subject TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    subject_version INTEGER NOT NULL,
    code TEXT NOT NULL,
    category TEXT NOT NULL,
    message TEXT NOT NULL,
    actor_id BLOB NOT NULL,
    actor_name TEXT NOT NULL,
    door TEXT NOT NULL,
    changes TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    cause_id BLOB,
    CONSTRAINT pk_events PRIMARY KEY (organization_id, id)
)
 STRICT;

CREATE INDEX ix_events_subject_id_id ON events (organization_id, subject_id, id);

CREATE TABLE exchange_links (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    connection TEXT NOT NULL,
    noun TEXT NOT NULL,
    external_id TEXT,
    book_id BLOB NOT NULL,
    digest TEXT,
    detail TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT pk_exchange_links PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_exchange_links_organization_id_connection_noun_external_id UNIQUE (organization_id, connection, noun, external_id),
    CONSTRAINT uq_exchange_links_organization_id_connection_noun_book_id UNIQUE (organization_id, connection, noun, book_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE exchange_marks (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    connection TEXT NOT NULL,
    noun TEXT NOT NULL,
    bookmark TEXT,
    since INTEGER,
    started_at INTEGER NOT NULL,
    done_at INTEGER,
    CONSTRAINT pk_exchange_marks PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_exchange_marks_organization_id_connection_noun UNIQUE (organization_id, connection, noun)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE counters (
    organization_id BLOB NOT NULL,
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    CONSTRAINT pk_counters PRIMARY KEY (organization_id, name)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE idempotency_keys (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    credential TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    "key" TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    body BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    CONSTRAINT pk_idempotency_keys PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_idempotency_keys_organization_id_credential_method_path_key UNIQUE (organization_id, credential, method, path, "key")
)
 STRICT;

CREATE INDEX ix_idempotency_keys_expires_at ON idempotency_keys (organization_id, expires_at);

CREATE TABLE secrets (
    name TEXT NOT NULL,
    value BLOB NOT NULL,
    CONSTRAINT pk_secrets PRIMARY KEY (name)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE imports (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    kind TEXT NOT NULL,
    dry_run INTEGER NOT NULL,
    state TEXT NOT NULL,
    file_name TEXT NOT NULL,
    form TEXT NOT NULL,
    encoding TEXT,
    delimiter TEXT,
    sheet TEXT,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    decimal_comma INTEGER NOT NULL,
    dates TEXT NOT NULL,
    columns TEXT NOT NULL,
    mapping TEXT NOT NULL,
    options TEXT NOT NULL,
    total INTEGER NOT NULL,
    loaded INTEGER NOT NULL,
    position INTEGER NOT NULL,
    done INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    error TEXT,
    job_id BLOB,
    source TEXT NOT NULL,
    created_by_kind TEXT NOT NULL,
    created_by_id BLOB NOT NULL,
    created_by_name TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    CONSTRAINT pk_imports PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_imports_organization_id_serial UNIQUE (organization_id, serial)
)
 STRICT;

CREATE INDEX ix_imports_kind_id ON imports (organization_id, kind, id);

CREATE TABLE integrations (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    connector TEXT NOT NULL,
    category TEXT NOT NULL,
    url TEXT NOT NULL,
    connection TEXT NOT NULL,
    credentials TEXT,
    order_sync_enabled INTEGER NOT NULL,
    order_sync_updated_at INTEGER,
    product_sync_enabled INTEGER NOT NULL,
    product_sync_updated_at INTEGER,
    stock_sync_enabled INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    extension TEXT NOT NULL,
    CONSTRAINT pk_integrations PRIMARY KEY (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE jobs (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    lane TEXT NOT NULL,
    unique_key TEXT,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    run_at INTEGER NOT NULL,
    leased_until INTEGER,
    holder TEXT,
    canceling INTEGER NOT NULL,
    progress TEXT,
    result TEXT,
    last_error TEXT,
    created_by_id BLOB,
    created_by_name TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    finished_at INTEGER,
    CONSTRAINT pk_jobs PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_jobs_organization_id_kind_unique_key UNIQUE (organization_id, kind, unique_key)
)
 STRICT;

CREATE INDEX ix_jobs_kind_id ON jobs (organization_id, kind, id);

CREATE INDEX ix_jobs_state_lane_run_at_id ON jobs (organization_id, state, lane, run_at, id);

CREATE TABLE job_due (
    organization_id BLOB NOT NULL,
    due_at INTEGER NOT NULL,
    CONSTRAINT pk_job_due PRIMARY KEY (organization_id, due_at)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE purchase_order_tallies (
    organization_id BLOB NOT NULL,
    name TEXT NOT NULL,
    amount INTEGER NOT NULL,
    CONSTRAINT pk_purchase_order_tallies PRIMARY KEY (organization_id, name)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE organizations (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    name TEXT NOT NULL,
    currency TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    country TEXT,
    settings TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT pk_organizations PRIMARY KEY (organization_id, id),
    CONSTRAINT ck_organizations_owns_itself CHECK (organization_id = id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE companies (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    code TEXT,
    currency TEXT NOT NULL,
    is_default INTEGER NOT NULL,
    active INTEGER NOT NULL,
    address TEXT,
    email TEXT,
    website TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    extension TEXT NOT NULL,
    CONSTRAINT pk_companies PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_companies_organization_id_serial UNIQUE (organization_id, serial)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_companies_is_default ON companies (organization_id, is_default);

CREATE INDEX ix_companies_name_key_id ON companies (organization_id, name_key, id);

CREATE INDEX ix_companies_updated_at_id ON companies (organization_id, updated_at, id);

CREATE TABLE api_keys (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    secret_hash BLOB NOT NULL,
    role TEXT NOT NULL,
    scopes TEXT,
    active INTEGER NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER,
    created_at INTEGER NOT NULL,
    addresses TEXT,
    CONSTRAINT pk_api_keys PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_api_keys_organization_id_secret_hash UNIQUE (organization_id, secret_hash)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_api_keys_prefix ON api_keys (organization_id, prefix);

CREATE TABLE login_index (
    email_key TEXT NOT NULL,
    organization_id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    CONSTRAINT pk_login_index PRIMARY KEY (email_key)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE session_index (
    token_hash BLOB NOT NULL,
    organization_id BLOB NOT NULL,
    session_id BLOB NOT NULL,
    CONSTRAINT pk_session_index PRIMARY KEY (token_hash)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE key_index (
    secret_hash BLOB NOT NULL,
    organization_id BLOB NOT NULL,
    key_id BLOB NOT NULL,
    CONSTRAINT pk_key_index PRIMARY KEY (secret_hash)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE tags (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    slug TEXT NOT NULL,
    color TEXT NOT NULL,
    status TEXT NOT NULL,
    description TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    extension TEXT NOT NULL,
    CONSTRAINT pk_tags PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_tags_organization_id_slug UNIQUE (organization_id, slug)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_tags_name_key_id ON tags (organization_id, name_key, id);

CREATE INDEX ix_tags_updated_at_id ON tags (organization_id, updated_at, id);

CREATE TABLE payment_terms (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    days INTEGER NOT NULL,
    discount_percent INTEGER,
    discount_days INTEGER,
    instalments TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    extension TEXT NOT NULL,
    CONSTRAINT pk_payment_terms PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_payment_terms_organization_id_serial UNIQUE (organization_id, serial),
    CONSTRAINT uq_payment_terms_organization_id_name_key UNIQUE (organization_id, name_key)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_payment_terms_updated_at_id ON payment_terms (organization_id, updated_at, id);

CREATE TABLE exchange_rates (
    organization_id BLOB NOT NULL,
    currency TEXT NOT NULL,
    day TEXT NOT NULL,
    rate INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT pk_exchange_rates PRIMARY KEY (organization_id, currency, day)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE saved_views (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    noun TEXT NOT NULL,
    filters TEXT NOT NULL,
    sort TEXT NOT NULL,
    columns TEXT NOT NULL,
    owner_id BLOB NOT NULL,
    owner_name TEXT NOT NULL,
    shared INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    extension TEXT NOT NULL,
    CONSTRAINT pk_saved_views PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_saved_views_organization_id_serial UNIQUE (organization_id, serial)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_saved_views_name_key_id ON saved_views (organization_id, name_key, id);

CREATE TABLE custom_columns (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    folded_key TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    choices TEXT NOT NULL,
    description TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    extension TEXT NOT NULL,
    CONSTRAINT pk_custom_columns PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_custom_columns_organization_id_serial UNIQUE (organization_id, serial),
    CONSTRAINT uq_custom_columns_organization_id_folded_key UNIQUE (organization_id, folded_key)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE warehouses (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    code TEXT,
    address TEXT,
    is_default INTEGER NOT NULL,
    type TEXT NOT NULL,
    active INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    extension TEXT NOT NULL,
    CONSTRAINT pk_warehouses PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_warehouses_organization_id_serial UNIQUE (organization_id, serial),
    CONSTRAINT uq_warehouses_organization_id_name_key UNIQUE (organization_id, name_key)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_warehouses_is_default ON warehouses (organization_id, is_default);

CREATE INDEX ix_warehouses_updated_at_id ON warehouses (organization_id, updated_at, id);

CREATE TABLE webhook_endpoints (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    url TEXT NOT NULL,
    description TEXT,
    form TEXT NOT NULL,
    event_names TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    disabled_reason TEXT,
    secrets TEXT NOT NULL,
    credentials TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    extension TEXT NOT NULL,
    CONSTRAINT pk_webhook_endpoints PRIMARY KEY (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE rules (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    warehouse_id BLOB,
    conditions TEXT NOT NULL,
    actions TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    extension TEXT NOT NULL,
    CONSTRAINT pk_rules PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_rules_organization_id_warehouse_id FOREIGN KEY(organization_id, warehouse_id) REFERENCES warehouses (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_rules_sort_id ON rules (organization_id, sort, id);

CREATE INDEX ix_rules_type_sort_id ON rules (organization_id, type, sort, id);

CREATE TABLE product_barcodes (
    organization_id BLOB NOT NULL,
    code_key TEXT NOT NULL,
    product_id BLOB NOT NULL,
    CONSTRAINT pk_product_barcodes PRIMARY KEY (organization_id, code_key, product_id),
    CONSTRAINT fk_product_barcodes_organization_id_product_id FOREIGN KEY(organization_id, product_id) REFERENCES products (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_product_barcodes_product_id ON product_barcodes (organization_id, product_id);

CREATE TABLE document_chunks (
    organization_id BLOB NOT NULL,
    content_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_document_chunks PRIMARY KEY (organization_id, content_id, position),
    CONSTRAINT fk_document_chunks_organization_id_content_id FOREIGN KEY(organization_id, content_id) REFERENCES document_contents (organization_id, id)
)
 STRICT;

CREATE TABLE import_chunks (
    organization_id BLOB NOT NULL,
    import_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_import_chunks PRIMARY KEY (organization_id, import_id, position),
    CONSTRAINT fk_import_chunks_organization_id_import_id FOREIGN KEY(organization_id, import_id) REFERENCES imports (organization_id, id)
)
 STRICT;

CREATE TABLE import_rows (
    organization_id BLOB NOT NULL,
    import_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    group_number INTEGER NOT NULL,
    cells TEXT NOT NULL,
    state TEXT NOT NULL,
    outcome TEXT,
    subject_id BLOB,
    label TEXT,
    errors TEXT NOT NULL,
    CONSTRAINT pk_import_rows PRIMARY KEY (organization_id, import_id, number),
    CONSTRAINT fk_import_rows_organization_id_import_id FOREIGN KEY(organization_id, import_id) REFERENCES imports (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_import_rows_import_id_group_number_number ON import_rows (organization_id, import_id, group_number, number);

CREATE INDEX ix_import_rows_import_id_state_number ON import_rows (organization_id, import_id, state, number);

CREATE TABLE goods_receipts (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    version INTEGER NOT NULL,
    warehouse_id BLOB NOT NULL,
    status TEXT NOT NULL,
    expected_at INTEGER,
    arrived_at INTEGER,
    completed_at INTEGER,
    canceled_at INTEGER,
    undone_at INTEGER,
    remarks TEXT,
    reference TEXT,
    source TEXT NOT NULL,
    client_id TEXT,
    created_by_id BLOB NOT NULL,
    created_by_name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    custom_data TEXT NOT NULL,
    extension TEXT NOT NULL,
    CONSTRAINT pk_goods_receipts PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_goods_receipts_organization_id_serial UNIQUE (organization_id, serial),
    CONSTRAINT uq_goods_receipts_organization_id_client_id UNIQUE (organization_id, client_id),
    CONSTRAINT fk_goods_receipts_organization_id_warehouse_id FOREIGN KEY(organization_id, warehouse_id) REFERENCES warehouses (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_goods_receipts_completed_at_id ON goods_receipts (organization_id, completed_at, id);

CREATE INDEX ix_goods_receipts_expected_at_id ON goods_receipts (organization_id, expected_at, id);

CREATE INDEX ix_goods_receipts_status_id ON goods_receipts (organization_id, status, id);

CREATE INDEX ix_goods_receipts_updated_at_id ON goods_receipts (organization_id, updated_at, id);

CREATE INDEX ix_goods_receipts_warehouse_id_id ON goods_receipts (organization_id, warehouse_id, id);

CREATE TABLE event_seal (
    organization_id BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    event_id BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    sealed_at INTEGER NOT NULL,
    CONSTRAINT pk_event_seal PRIMARY KEY (organization_id, sequence),
    CONSTRAINT uq_event_seal_organization_id_event_id UNIQUE (organization_id, event_id),
    CONSTRAINT fk_event_seal_organization_id_event_id FOREIGN KEY(organization_id, event_id) REFERENCES events (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE stock_levels (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    product_id BLOB NOT NULL,
    warehouse_id BLOB NOT NULL,
    on_hand INTEGER NOT NULL,
    allocated INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT pk_stock_levels PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_stock_levels_organization_id_product_id_warehouse_id UNIQUE (organization_id, product_id, warehouse_id),
    CONSTRAINT fk_stock_levels_organization_id_product_id FOREIGN KEY(organization_id, product_id) REFERENCES products (organization_id, id),
    CONSTRAINT fk_stock_levels_organization_id_warehouse_id FOREIGN KEY(organization_id, warehouse_id) REFERENCES warehouses (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_stock_levels_product_id_id ON stock_levels (organization_id, product_id, id);

CREATE INDEX ix_stock_levels_updated_at_id ON stock_levels (organization_id, updated_at, id);

CREATE INDEX ix_stock_levels_warehouse_id_id ON stock_levels (organization_id, warehouse_id, id);

CREATE TABLE suppliers (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    code TEXT,
    code_key TEXT,
    account_reference TEXT,
    their_reference TEXT,
    emails TEXT NOT NULL,
    emails_key TEXT NOT NULL,
    text_key TEXT NOT NULL,
    phone TEXT,
    address TEXT,
    contacts TEXT NOT NULL,
    currency TEXT NOT NULL,
    payment_term_id BLOB,
    default_tax_rate INTEGER,
    default_delivery_cost INTEGER,
    minimum_order_value INTEGER,
    lead_time_days INTEGER,
    identification_codes TEXT NOT NULL,
    remarks TEXT,
    active INTEGER NOT NULL,
    block TEXT NOT NULL,
    over_receipt_percent INTEGER,
    short_receipt_percent INTEGER,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    extension TEXT NOT NULL,
    CONSTRAINT pk_suppliers PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_suppliers_organization_id_serial UNIQUE (organization_id, serial),
    CONSTRAINT uq_suppliers_organization_id_code_key UNIQUE (organization_id, code_key),
    CONSTRAINT fk_suppliers_organization_id_payment_term_id FOREIGN KEY(organization_id, payment_term_id) REFERENCES payment_terms (organization_id, id)
)
 STRICT;

CREATE INDEX ix_suppliers_name_key_id ON suppliers (organization_id, name_key, id);

CREATE INDEX ix_suppliers_payment_term_id ON suppliers (organization_id, payment_term_id);

CREATE INDEX ix_suppliers_updated_at_id ON suppliers (organization_id, updated_at, id);

CREATE TABLE webhook_deliveries (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    endpoint_id BLOB NOT NULL,
    event_id BLOB,
    event_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER,
    body TEXT,
    job_id BLOB NOT NULL,
    resend_of BLOB,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    finished_at INTEGER,
    CONSTRAINT pk_webhook_deliveries PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_webhook_deliveries_organization_id_endpoint_id FOREIGN KEY(organization_id, endpoint_id) REFERENCES webhook_endpoints (organization_id, id)
)
 STRICT;

CREATE INDEX ix_webhook_deliveries_endpoint_id_id ON webhook_deliveries (organization_id, endpoint_id, id);

CREATE INDEX ix_webhook_deliveries_finished_at ON webhook_deliveries (organization_id, finished_at);

CREATE TABLE rule_runs (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    rule_id BLOB NOT NULL,
    event_id BLOB NOT NULL,
    subject TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    outcome TEXT NOT NULL,
    message TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT pk_rule_runs PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_rule_runs_organization_id_event_id_rule_id UNIQUE (organization_id, event_id, rule_id),
    CONSTRAINT fk_rule_runs_organization_id_rule_id FOREIGN KEY(organization_id, rule_id) REFERENCES rules (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_rule_runs_rule_id_id ON rule_runs (organization_id, rule_id, id);

CREATE INDEX ix_rule_runs_subject_id_id ON rule_runs (organization_id, subject_id, id);

CREATE TABLE documents (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    subject TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    part_id BLOB,
    name TEXT NOT NULL,
    description TEXT,
    type TEXT NOT NULL,
    shared INTEGER NOT NULL,
    content_id BLOB,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    supplier_id BLOB,
    source TEXT NOT NULL,
    created_by_id BLOB NOT NULL,
    created_by_name TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    extension TEXT NOT NULL,
    CONSTRAINT pk_documents PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_documents_organization_id_supplier_id FOREIGN KEY(organization_id, supplier_id) REFERENCES suppliers (organization_id, id),
    CONSTRAINT fk_documents_organization_id_content_id FOREIGN KEY(organization_id, content_id) REFERENCES document_contents (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_documents_subject_id_id ON documents (organization_id, subject_id, id);

CREATE TABLE purchase_orders (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    version INTEGER NOT NULL,
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    company_id BLOB NOT NULL,
    supplier_id BLOB,
    supplier_name TEXT,
    supplier TEXT,
    warehouse_id BLOB NOT NULL,
    currency TEXT NOT NULL,
    base_currency TEXT NOT NULL,
    exchange_rate INTEGER,
    title TEXT,
    description TEXT,
    vendor_note TEXT,
    start_date TEXT,
    expiration_date TEXT,
    due_at INTEGER,
    raised_at INTEGER NOT NULL,
    sent_at INTEGER,
    confirmed_at INTEGER,
    closed_at INTEGER,
    canceled_at INTEGER,
    held_at INTEGER,
    hold_reason TEXT,
    delivery_cost INTEGER NOT NULL,
    discount_type TEXT,
    discount_value INTEGER,
    charges TEXT,
    payment_term_id BLOB,
    payment_reference TEXT,
    bill_to TEXT,
    ship_to TEXT,
    ship_from TEXT,
    order_references TEXT,
    tag_ids TEXT,
    source TEXT NOT NULL,
    created_by_id BLOB NOT NULL,
    created_by_name TEXT NOT NULL,
    created_by_serial INTEGER NOT NULL,
    updated_by_name TEXT NOT NULL,
    parent_order_id BLOB,
    parent_release_id BLOB,
    archived INTEGER NOT NULL,
    approved INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    subtotal INTEGER NOT NULL,
    discount_total INTEGER NOT NULL,
    delivery_total INTEGER NOT NULL,
    charges_total INTEGER NOT NULL,
    tax_total INTEGER NOT NULL,
    total INTEGER NOT NULL,
    base_total INTEGER,
    receiving TEXT NOT NULL,
    received_percent INTEGER,
    done_percent INTEGER,
    billing TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    custom_data TEXT,
    extension TEXT,
    receipts_expected INTEGER NOT NULL,
    receipts_arrived INTEGER NOT NULL,
    receipts_pending INTEGER NOT NULL,
    supplier_may_release INTEGER NOT NULL,
    transport TEXT,
    shipped TEXT NOT NULL,
    tracking TEXT,
    exported_at INTEGER,
    supplier_invoice_number TEXT,
    supplier_invoice_date TEXT,
    CONSTRAINT pk_purchase_orders PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_purchase_orders_organization_id_serial UNIQUE (organization_id, serial),
    CONSTRAINT uq_purchase_orders_organization_id_number_key UNIQUE (organization_id, number_key),
    CONSTRAINT fk_purchase_orders_organization_id_company_id FOREIGN KEY(organization_id, company_id) REFERENCES companies (organization_id, id),
    CONSTRAINT fk_purchase_orders_organization_id_supplier_id FOREIGN KEY(organization_id, supplier_id) REFERENCES suppliers (organization_id, id),
    CONSTRAINT fk_purchase_orders_organization_id_warehouse_id FOREIGN KEY(organization_id, warehouse_id) REFERENCES warehouses (organization_id, id),
    CONSTRAINT fk_purchase_orders_organization_id_payment_term_id FOREIGN KEY(organization_id, payment_term_id) REFERENCES payment_terms (organization_id, id)
)
 STRICT;

CREATE INDEX ix_purchase_orders_due_at_id ON purchase_orders (organization_id, due_at, id);

CREATE INDEX ix_purchase_orders_raised_at_id ON purchase_orders (organization_id, raised_at, id);

CREATE INDEX ix_purchase_orders_status_id ON purchase_orders (organization_id, status, id);

CREATE INDEX ix_purchase_orders_supplier_id_id ON purchase_orders (organization_id, supplier_id, id);

CREATE INDEX ix_purchase_orders_updated_at_id ON purchase_orders (organization_id, updated_at, id);

CREATE INDEX ix_purchase_orders_warehouse_id_id ON purchase_orders (organization_id, warehouse_id, id);

CREATE VIRTUAL TABLE purchase_order_search USING fts5(words, tokenize='trigram');

CREATE TABLE users (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    role TEXT NOT NULL,
    supplier_id BLOB,
    password_hash TEXT NOT NULL,
    active INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT pk_users PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_users_organization_id_serial UNIQUE (organization_id, serial),
    CONSTRAINT uq_users_organization_id_email_key UNIQUE (organization_id, email_key),
    CONSTRAINT fk_users_organization_id_supplier_id FOREIGN KEY(organization_id, supplier_id) REFERENCES suppliers (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_users_name_key_id ON users (organization_id, name_key, id);

CREATE INDEX ix_users_supplier_id ON users (organization_id, supplier_id);

CREATE TABLE goods_receipt_pieces (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    receipt_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    carrier_code TEXT,
    barcode TEXT,
    barcode_key TEXT,
    status TEXT NOT NULL,
    arrived_at INTEGER,
    completed_at INTEGER,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    custom_data TEXT NOT NULL,
    extension TEXT NOT NULL,
    CONSTRAINT pk_goods_receipt_pieces PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_goods_receipt_pieces_organization_id_receipt_id FOREIGN KEY(organization_id, receipt_id) REFERENCES goods_receipts (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_goods_receipt_pieces_barcode_key_id ON goods_receipt_pieces (organization_id, barcode_key, id);

CREATE INDEX ix_goods_receipt_pieces_receipt_id_position ON goods_receipt_pieces (organization_id, receipt_id, position);

CREATE TABLE stock_mutations (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    stock_level_id BLOB NOT NULL,
    product_id BLOB NOT NULL,
    warehouse_id BLOB NOT NULL,
    kind TEXT NOT NULL,
    delta INTEGER NOT NULL,
    reason TEXT,
    reference TEXT,
    lot TEXT,
    expiry TEXT,
    receipt_line_id BLOB,
    actor_id BLOB NOT NULL,
    actor_name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT pk_stock_mutations PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_stock_mutations_organization_id_stock_level_id FOREIGN KEY(organization_id, stock_level_id) REFERENCES stock_levels (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_stock_mutations_product_id_id ON stock_mutations (organization_id, product_id, id);

CREATE INDEX ix_stock_mutations_stock_level_id_id ON stock_mutations (organization_id, stock_level_id, id);

CREATE INDEX ix_stock_mutations_warehouse_id_id ON stock_mutations (organization_id, warehouse_id, id);

CREATE TABLE supplier_codes (
    organization_id BLOB NOT NULL,
    value_key TEXT NOT NULL,
    qualifier TEXT NOT NULL,
    supplier_id BLOB NOT NULL,
    CONSTRAINT pk_supplier_codes PRIMARY KEY (organization_id, value_key, qualifier, supplier_id),
    CONSTRAINT fk_supplier_codes_organization_id_supplier_id FOREIGN KEY(organization_id, supplier_id) REFERENCES suppliers (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_supplier_codes_supplier_id ON supplier_codes (organization_id, supplier_id);

CREATE TABLE supplier_products (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    supplier_id BLOB NOT NULL,
    product_id BLOB NOT NULL,
    supplier_sku TEXT,
    supplier_sku_key TEXT,
    supplier_name TEXT,
    price INTEGER,
    price_breaks TEXT NOT NULL,
    carton_quantity INTEGER,
    minimum_quantity INTEGER,
    multiple INTEGER,
    lead_time_days INTEGER,
    priority INTEGER NOT NULL,
    supplier_stock_level INTEGER,
    drop_shipment_cost INTEGER,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    extension TEXT NOT NULL,
    CONSTRAINT pk_supplier_products PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_supplier_products_organization_id_supplier_id_product_id UNIQUE (organization_id, supplier_id, product_id),
    CONSTRAINT fk_supplier_products_organization_id_supplier_id FOREIGN KEY(organization_id, supplier_id) REFERENCES suppliers (organization_id, id),
    CONSTRAINT fk_supplier_products_organization_id_product_id FOREIGN KEY(organization_id, product_id) REFERENCES products (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_supplier_products_product_id_priority ON supplier_products (organization_id, product_id, priority);

CREATE INDEX ix_supplier_products_supplier_id_supplier_sku_key ON supplier_products (organization_id, supplier_id, supplier_sku_key);

CREATE INDEX ix_supplier_products_supplier_sku_key ON supplier_products (organization_id, supplier_sku_key);

CREATE TABLE webhook_attempts (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    delivery_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    milliseconds INTEGER NOT NULL,
    address TEXT,
    status INTEGER,
    answer TEXT,
    error TEXT,
    CONSTRAINT pk_webhook_attempts PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_webhook_attempts_organization_id_delivery_id FOREIGN KEY(organization_id, delivery_id) REFERENCES webhook_deliveries (organization_id, id)
)
 STRICT;

CREATE INDEX ix_webhook_attempts_delivery_id_number ON webhook_attempts (organization_id, delivery_id, number);

CREATE TABLE purchase_order_lines (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    order_id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    product_id BLOB,
    supplier_sku TEXT,
    description TEXT,
    quantity_ordered INTEGER NOT NULL,
    unit TEXT,
    cases INTEGER,
    units_per_case INTEGER,
    unit_price INTEGER NOT NULL,
    case_price INTEGER,
    price_source TEXT NOT NULL,
    discount_type TEXT,
    discount_value INTEGER,
    tax_rate INTEGER NOT NULL,
    sell_ahead INTEGER NOT NULL,
    warehouse_id BLOB,
    requested_date INTEGER,
    promised_date INTEGER,
    quantity_confirmed INTEGER,
    notes TEXT,
    net INTEGER NOT NULL,
    tax INTEGER NOT NULL,
    quantity_received INTEGER NOT NULL,
    quantity_returned INTEGER NOT NULL,
    quantity_written_off INTEGER NOT NULL,
    quantity_released INTEGER NOT NULL,
    quantity_billed INTEGER NOT NULL,
    quantity_rejected INTEGER NOT NULL,
    over_receipt_percent INTEGER,
    short_receipt_percent INTEGER,
    custom_data TEXT,
    extension TEXT,
    CONSTRAINT pk_purchase_order_lines PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_purchase_order_lines_organization_id_order_id FOREIGN KEY(organization_id, order_id) REFERENCES purchase_orders (organization_id, id),
    CONSTRAINT fk_purchase_order_lines_organization_id_product_id FOREIGN KEY(organization_id, product_id) REFERENCES products (organization_id, id),
    CONSTRAINT fk_purchase_order_lines_organization_id_warehouse_id FOREIGN KEY(organization_id, warehouse_id) REFERENCES warehouses (organization_id, id)
)
 STRICT;

CREATE INDEX ix_purchase_order_lines_order_id_position ON purchase_order_lines (organization_id, order_id, position);

CREATE INDEX ix_purchase_order_lines_product_id_order_id ON purchase_order_lines (organization_id, product_id, order_id);

CREATE TABLE purchase_order_tags (
    organization_id BLOB NOT NULL,
    tag_id BLOB NOT NULL,
    order_id BLOB NOT NULL,
    CONSTRAINT pk_purchase_order_tags PRIMARY KEY (organization_id, tag_id, order_id),
    CONSTRAINT fk_purchase_order_tags_organization_id_order_id FOREIGN KEY(organization_id, order_id) REFERENCES purchase_orders (organization_id, id),
    CONSTRAINT fk_purchase_order_tags_organization_id_tag_id FOREIGN KEY(organization_id, tag_id) REFERENCES tags (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE sessions (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    door TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    closed_at INTEGER,
    CONSTRAINT pk_sessions PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_sessions_organization_id_user_id FOREIGN KEY(organization_id, user_id) REFERENCES users (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_sessions_expires_at ON sessions (organization_id, expires_at);

CREATE INDEX ix_sessions_user_id ON sessions (organization_id, user_id);

CREATE TABLE pre_orders (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    product_id BLOB NOT NULL,
    quantity INTEGER NOT NULL,
    quantity_allocated INTEGER NOT NULL,
    reference TEXT NOT NULL,
    customer TEXT,
    status TEXT NOT NULL,
    order_id BLOB,
    order_line_id BLOB,
    promised_date INTEGER,
    latest_date INTEGER,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT pk_pre_orders PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_pre_orders_organization_id_serial UNIQUE (organization_id, serial),
    CONSTRAINT fk_pre_orders_organization_id_product_id FOREIGN KEY(organization_id, product_id) REFERENCES products (organization_id, id),
    CONSTRAINT fk_pre_orders_organization_id_order_id FOREIGN KEY(organization_id, order_id) REFERENCES purchase_orders (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_pre_orders_order_id_id ON pre_orders (organization_id, order_id, id);

CREATE INDEX ix_pre_orders_order_line_id_id ON pre_orders (organization_id, order_line_id, id);

CREATE INDEX ix_pre_orders_product_id_status_id ON pre_orders (organization_id, product_id, status, id);

CREATE INDEX ix_pre_orders_reference_id ON pre_orders (organization_id, reference, id);

CREATE INDEX ix_pre_orders_status_id ON pre_orders (organization_id, status, id);

CREATE TABLE goods_receipt_orders (
    organization_id BLOB NOT NULL,
    receipt_id BLOB NOT NULL,
    order_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_goods_receipt_orders PRIMARY KEY (organization_id, receipt_id, order_id),
    CONSTRAINT fk_goods_receipt_orders_organization_id_receipt_id FOREIGN KEY(organization_id, receipt_id) REFERENCES goods_receipts (organization_id, id),
    CONSTRAINT fk_goods_receipt_orders_organization_id_order_id FOREIGN KEY(organization_id, order_id) REFERENCES purchase_orders (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_goods_receipt_orders_order_id_receipt_id ON goods_receipt_orders (organization_id, order_id, receipt_id);

CREATE TABLE goods_receipt_lines (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    serial INTEGER NOT NULL,
    receipt_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    piece_id BLOB,
    order_id BLOB,
    order_line_id BLOB,
    product_id BLOB,
    warehouse_id BLOB NOT NULL,
    accepted INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    matched INTEGER NOT NULL,
    undone INTEGER NOT NULL,
    reason TEXT,
    lot TEXT,
    expiry TEXT,
    serial_numbers TEXT NOT NULL,
    description TEXT,
    client_ids TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    custom_data TEXT NOT NULL,
    extension TEXT NOT NULL,
    CONSTRAINT pk_goods_receipt_lines PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_goods_receipt_lines_organization_id_serial UNIQUE (organization_id, serial),
    CONSTRAINT fk_goods_receipt_lines_organization_id_receipt_id FOREIGN KEY(organization_id, receipt_id) REFERENCES goods_receipts (organization_id, id),
    CONSTRAINT fk_goods_receipt_lines_organization_id_piece_id FOREIGN KEY(organization_id, piece_id) REFERENCES goods_receipt_pieces (organization_id, id),
    CONSTRAINT fk_goods_receipt_lines_organization_id_product_id FOREIGN KEY(organization_id, product_id) REFERENCES products (organization_id, id),
    CONSTRAINT fk_goods_receipt_lines_organization_id_warehouse_id FOREIGN KEY(organization_id, warehouse_id) REFERENCES warehouses (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_goods_receipt_lines_order_line_id_id ON goods_receipt_lines (organization_id, order_line_id, id);

CREATE INDEX ix_goods_receipt_lines_product_id_id ON goods_receipt_lines (organization_id, product_id, id);

CREATE INDEX ix_goods_receipt_lines_receipt_id_position ON goods_receipt_lines (organization_id, receipt_id, position);

CREATE TABLE releases (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    order_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    by_supplier INTEGER NOT NULL,
    child_order_id BLOB,
    shipment_id TEXT,
    shipment_reference TEXT,
    transit TEXT,
    ready_at INTEGER,
    ship_from TEXT,
    message TEXT,
    reason TEXT,
    accepted_at INTEGER,
    rejected_at INTEGER,
    canceled_at INTEGER,
    source TEXT NOT NULL,
    created_by_id BLOB NOT NULL,
    created_by_name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    custom_data TEXT NOT NULL,
    extension TEXT NOT NULL,
    CONSTRAINT pk_releases PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_releases_organization_id_order_id_number UNIQUE (organization_id, order_id, number),
    CONSTRAINT fk_releases_organization_id_order_id FOREIGN KEY(organization_id, order_id) REFERENCES purchase_orders (organization_id, id),
    CONSTRAINT fk_releases_organization_id_child_order_id FOREIGN KEY(organization_id, child_order_id) REFERENCES purchase_orders (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_releases_shipment_id_id ON releases (organization_id, shipment_id, id);

CREATE TABLE pre_order_allocations (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    pre_order_id BLOB NOT NULL,
    product_id BLOB NOT NULL,
    warehouse_id BLOB NOT NULL,
    order_line_id BLOB,
    quantity INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT pk_pre_order_allocations PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_pre_order_allocations_organization_id_pre_order_id FOREIGN KEY(organization_id, pre_order_id) REFERENCES pre_orders (organization_id, id),
    CONSTRAINT fk_pre_order_allocations_organization_id_warehouse_id FOREIGN KEY(organization_id, warehouse_id) REFERENCES warehouses (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_pre_order_allocations_pre_order_id_id ON pre_order_allocations (organization_id, pre_order_id, id);

CREATE INDEX ix_pre_order_allocations_product_id_order_line_id ON pre_order_allocations (organization_id, product_id, order_line_id);

CREATE TABLE movements (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    order_id BLOB NOT NULL,
    order_line_id BLOB NOT NULL,
    posting_id BLOB NOT NULL,
    receipt_id BLOB,
    receipt_line_id BLOB,
    product_id BLOB,
    warehouse_id BLOB,
    lot TEXT,
    expiry TEXT,
    reason TEXT,
    reverses_id BLOB,
    client_id TEXT,
    actor_id BLOB NOT NULL,
    actor_name TEXT NOT NULL,
    door TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CONSTRAINT pk_movements PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_movements_organization_id_client_id UNIQUE (organization_id, client_id),
    CONSTRAINT uq_movements_organization_id_reverses_id UNIQUE (organization_id, reverses_id),
    CONSTRAINT fk_movements_organization_id_order_id FOREIGN KEY(organization_id, order_id) REFERENCES purchase_orders (organization_id, id),
    CONSTRAINT fk_movements_organization_id_receipt_id FOREIGN KEY(organization_id, receipt_id) REFERENCES goods_receipts (organization_id, id),
    CONSTRAINT fk_movements_organization_id_receipt_line_id FOREIGN KEY(organization_id, receipt_line_id) REFERENCES goods_receipt_lines (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_movements_order_id_id ON movements (organization_id, order_id, id);

CREATE INDEX ix_movements_order_line_id_id ON movements (organization_id, order_line_id, id);

CREATE INDEX ix_movements_posting_id_id ON movements (organization_id, posting_id, id);

CREATE INDEX ix_movements_receipt_line_id_id ON movements (organization_id, receipt_line_id, id);

CREATE TABLE numbered_units (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    product_id BLOB NOT NULL,
    code TEXT NOT NULL,
    code_key TEXT NOT NULL,
    warehouse_id BLOB NOT NULL,
    receipt_id BLOB,
    receipt_line_id BLOB,
    lot TEXT,
    expiry TEXT,
    present INTEGER NOT NULL,
    left_with_id BLOB,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT pk_numbered_units PRIMARY KEY (organization_id, id),
    CONSTRAINT uq_numbered_units_organization_id_product_id_code_key UNIQUE (organization_id, product_id, code_key),
    CONSTRAINT fk_numbered_units_organization_id_product_id FOREIGN KEY(organization_id, product_id) REFERENCES products (organization_id, id),
    CONSTRAINT fk_numbered_units_organization_id_receipt_line_id FOREIGN KEY(organization_id, receipt_line_id) REFERENCES goods_receipt_lines (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_numbered_units_code_key_id ON numbered_units (organization_id, code_key, id);

CREATE INDEX ix_numbered_units_left_with_id_id ON numbered_units (organization_id, left_with_id, id);

CREATE INDEX ix_numbered_units_receipt_line_id_id ON numbered_units (organization_id, receipt_line_id, id);

CREATE TABLE release_lines (
    organization_id BLOB NOT NULL,
    id BLOB NOT NULL,
    release_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    order_line_id BLOB NOT NULL,
    quantity INTEGER NOT NULL,
    unit TEXT,
    child_line_id BLOB,
    version INTEGER NOT NULL,
    custom_data TEXT NOT NULL,
    extension TEXT NOT NULL,
    CONSTRAINT pk_release_lines PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_release_lines_organization_id_release_id FOREIGN KEY(organization_id, release_id) REFERENCES releases (organization_id, id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_release_lines_release_id_position ON release_lines (organization_id, release_id, position);
