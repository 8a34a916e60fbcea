BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0016');
CREATE TABLE carrying (
	user_key VARCHAR(200) NOT NULL, 
	code_hash VARCHAR(64) NOT NULL, 
	taker_key VARCHAR(200) DEFAULT '' NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_carrying PRIMARY KEY (user_key), 
	CONSTRAINT uq_carrying_code_hash UNIQUE (code_hash)
);
CREATE TABLE carrying_try (
	name VARCHAR(64) NOT NULL, 
	tries INTEGER NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_carrying_try PRIMARY KEY (name)
);
INSERT INTO "carrying_try" VALUES('share eda192fc357fc990d8967c2ab75fd864190d5e7b',0,'2022-11-15 02:10:00.000000');
CREATE TABLE compiled_pack (
	digest VARCHAR(40) NOT NULL, 
	made_at DATETIME NOT NULL, 
	content BLOB NOT NULL, 
	CONSTRAINT pk_compiled_pack PRIMARY KEY (digest)
);
CREATE TABLE conversation (
	user_key VARCHAR(200) NOT NULL, 
	state TEXT NOT NULL, 
	version BIGINT NOT NULL, 
	updated_at DATETIME NOT NULL, notice VARCHAR(100) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_conversation PRIMARY KEY (user_key)
);
INSERT INTO "conversation" VALUES('api:zhang','{"topics": [{"question": "做木雕的", "entries": ["craft_sculpture_carving"], "items": [], "told": []}], "offered": [["iv:answer:civil_status:none", "都不是"], ["iv:answer:civil_status:civil_servant", "是公务员"], ["iv:answer:civil_status:can_gong", "是参公人员"], ["iv:answer:civil_status:unknown", "不清楚"], ["iv:do:why", "为什么问"], ["iv:do:back", "上一步"], ["iv:do:change", "改"], ["iv:do:pause", "先到这里"]], "name": "本人", "naming": false, "person": {"asks": "", "name": ""}, "names": ["本人"], "reminders": {"missing": "", "asked": "", "draft": null, "touched": [{"wish": "17146faf8a", "moment": null}], "shown": [], "rested": [], "pieces": {"within": null, "part": null, "hour": null}, "age": 0, "undo": {"before": [], "made": ["17146faf8a"]}, "noted": [], "reminded": [], "reminded_age": 0}, "role": "", "shared": false}',1008203838239306,'2022-11-15 02:00:00.000000','zj-2022-senior-arts');
INSERT INTO "conversation" VALUES('api:li','{"topics": [], "offered": [["rm:c07351a8de:pause", "暂停"], ["rm:c07351a8de:stop", "停止"]], "name": "", "naming": false, "person": {"asks": "", "name": ""}, "names": [], "reminders": {"missing": "", "asked": "", "draft": null, "touched": [{"wish": "c07351a8de", "moment": null}], "shown": [], "rested": [], "pieces": {"within": null, "part": null, "hour": null}, "age": 0, "undo": {"before": [], "made": ["c07351a8de"]}, "noted": [], "reminded": [], "reminded_age": 0}, "role": "", "shared": false}',3761671562982198,'2022-11-15 02:00:00.000000','zj-2022-senior-arts');
INSERT INTO "conversation" VALUES('api:wang','{"topics": [{"question": "我的邮箱是 wang@example.com", "entries": ["email_wechat"], "items": [], "told": []}], "offered": [["tl:+TsOrLiuzbelueaIQ", "有答案了告诉我"]], "name": "", "naming": false, "person": {"asks": "", "name": ""}, "names": [], "reminders": {"missing": "", "asked": "", "draft": null, "touched": [], "shown": [], "rested": [], "pieces": {"within": null, "part": null, "hour": null}, "age": 99, "undo": {"before": [], "made": []}, "noted": [], "reminded": [], "reminded_age": 0}, "role": "", "shared": false}',821616999658330,'2022-11-15 02:00:00.000000','zj-2022-senior-arts');
CREATE TABLE delivery (
	id INTEGER NOT NULL, 
	user_key VARCHAR(200) NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	subscription_id VARCHAR(40) NOT NULL, 
	milestone VARCHAR(200) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	revision VARCHAR(200) NOT NULL, 
	due_at DATETIME NOT NULL, 
	status VARCHAR(12) NOT NULL, 
	ready_at DATETIME NOT NULL, 
	term BIGINT, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	maybe_repeated BOOLEAN DEFAULT 0 NOT NULL, 
	sent_at DATETIME, 
	reason VARCHAR(200) DEFAULT '' NOT NULL, notice VARCHAR(100) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_delivery PRIMARY KEY (id), 
	CONSTRAINT uq_delivery_user_key UNIQUE (user_key, subscription_id, milestone, kind, revision, due_at), 
	CONSTRAINT fk_delivery_user_key FOREIGN KEY(user_key, subscription_id) REFERENCES subscription (user_key, id) ON DELETE CASCADE
);
CREATE TABLE desk_audit (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	account VARCHAR(40) NOT NULL, 
	act VARCHAR(40) NOT NULL, 
	about VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_desk_audit PRIMARY KEY (id)
);
INSERT INTO "desk_audit" VALUES(1,'2022-11-15 02:00:00.000000','chen','account_added','chen owner');
INSERT INTO "desk_audit" VALUES(2,'2022-11-15 02:00:00.000000','chen','account_added','lin editor');
INSERT INTO "desk_audit" VALUES(3,'2022-11-15 02:00:00.000000','lin','revision_taken','1');
INSERT INTO "desk_audit" VALUES(4,'2022-11-15 02:00:00.000000','lin','revision_taken','2');
INSERT INTO "desk_audit" VALUES(5,'2022-11-15 02:00:00.000000','lin','revision_undone','2');
INSERT INTO "desk_audit" VALUES(6,'2022-11-15 02:00:00.000000','lin','revision_refused','4');
INSERT INTO "desk_audit" VALUES(7,'2022-11-15 02:00:00.000000','lin','group_made','东阳市经信局');
INSERT INTO "desk_audit" VALUES(8,'2022-11-15 02:00:00.000000','lin','notice_drafted','');
CREATE TABLE feedback (
	day VARCHAR(10) NOT NULL, 
	notice VARCHAR(100) NOT NULL, 
	entry VARCHAR(100) NOT NULL, 
	vote VARCHAR(10) NOT NULL, 
	count BIGINT NOT NULL, 
	CONSTRAINT pk_feedback PRIMARY KEY (day, notice, entry, vote)
);
CREATE TABLE incoming (
	channel VARCHAR(40) NOT NULL, 
	update_id BIGINT NOT NULL, 
	chat_key VARCHAR(200) NOT NULL, 
	body TEXT NOT NULL, 
	status VARCHAR(12) NOT NULL, 
	owner TEXT DEFAULT '' NOT NULL, 
	lease_until DATETIME, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	sent INTEGER DEFAULT '0' NOT NULL, 
	received_at DATETIME NOT NULL, 
	CONSTRAINT pk_incoming PRIMARY KEY (channel, update_id)
);
CREATE TABLE "interview" (
	user_key VARCHAR(200) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	state TEXT NOT NULL, 
	updated_at DATETIME NOT NULL, 
	notice VARCHAR(100) DEFAULT ('') NOT NULL, 
	CONSTRAINT pk_interview PRIMARY KEY (user_key, notice, name), 
	CONSTRAINT fk_interview_user_key FOREIGN KEY(user_key) REFERENCES conversation (user_key) ON DELETE CASCADE
);
INSERT INTO "interview" VALUES('api:zhang','本人','{"answers": {"employment_status": "in_post"}, "asking": "civil_status", "phase": "verdict", "menu": false, "paused": false, "verdict": "", "rules": "bc2249f56993d723", "notice": "zj-2022-senior-arts", "unconfirmed": {}, "asked": ["employment_status", "civil_status"], "counted": ["civil_status", "specialty", "personnel_relation", "unit_type", "meets_12", "application_route", "submitted_online", "ce_year", "ce_total", "ce_professional", "ce_public", "ce_registered", "achievements_related", "current_post_date", "newest_achievement_date", "work_proof", "annual_review_years"], "batch": 0, "told": "", "correcting": false, "anew": false, "erased": {}, "erased_asked": [], "told_on": {}, "former": {"employment_status": null}, "former_asking": "employment_status", "in_time": false, "begun": "2022-11-15T10:00:00+08:00"}','2022-11-15 02:00:00.000000','zj-2022-senior-arts');
CREATE TABLE joining (
	user_key VARCHAR(200) NOT NULL, 
	code_hash VARCHAR(64) NOT NULL, 
	taker_key VARCHAR(200) DEFAULT '' NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	expires_at DATETIME NOT NULL, 
	pushes BOOLEAN DEFAULT 0 NOT NULL, 
	record TEXT DEFAULT '{}' NOT NULL, 
	CONSTRAINT pk_joining PRIMARY KEY (user_key), 
	CONSTRAINT uq_joining_code_hash UNIQUE (code_hash)
);
CREATE TABLE kept_question (
	id INTEGER NOT NULL, 
	owner VARCHAR(64) NOT NULL, 
	notice VARCHAR(100) NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	entry VARCHAR(100) NOT NULL, 
	text TEXT NOT NULL, 
	asked_at DATETIME NOT NULL, 
	settled BIGINT NOT NULL, 
	CONSTRAINT pk_kept_question PRIMARY KEY (id)
);
INSERT INTO "kept_question" VALUES(1,'235bf9d04ea9bd4d8ad7d4d7c6cb16e16d22b62be401a05772dc1dbc305aefc8','zj-2022-senior-arts','unknown','','会飞的木头人怎么养','2022-11-15 02:00:00.000000',0);
INSERT INTO "kept_question" VALUES(2,'235bf9d04ea9bd4d8ad7d4d7c6cb16e16d22b62be401a05772dc1dbc305aefc8','zj-2022-senior-arts','not_said','email_wechat','我的邮箱是 ▇▇▇','2022-11-15 02:00:00.000000',0);
CREATE TABLE leadership (
	name VARCHAR(40) NOT NULL, 
	owner TEXT NOT NULL, 
	term BIGINT NOT NULL, 
	beat BIGINT NOT NULL, 
	CONSTRAINT pk_leadership PRIMARY KEY (name)
);
CREATE TABLE lent_token (
	name VARCHAR(80) NOT NULL, 
	sealed TEXT NOT NULL, 
	expires_at DATETIME NOT NULL, 
	renewing_until DATETIME NOT NULL, 
	CONSTRAINT pk_lent_token PRIMARY KEY (name)
);
CREATE TABLE letter_count (
	day VARCHAR(10) NOT NULL, 
	subject VARCHAR(64) NOT NULL, 
	count BIGINT NOT NULL, 
	CONSTRAINT pk_letter_count PRIMARY KEY (day, subject)
);
CREATE TABLE mailbox (
	user_key VARCHAR(200) NOT NULL, 
	address VARCHAR(320) NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	confirmed_at DATETIME NOT NULL, 
	ended VARCHAR(200) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_mailbox PRIMARY KEY (user_key), 
	CONSTRAINT uq_mailbox_name UNIQUE (name)
);
CREATE TABLE mark (
	name VARCHAR(60) NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_mark PRIMARY KEY (name)
);
INSERT INTO "mark" VALUES('awaited_answer','f2ddd2f401d2ff1d367217e026fb249cae24a604dc666c1b201df63d36371f2a');
INSERT INTO "mark" VALUES('question_owner','d63c76c1e17fd24f6665ee177f6938d89ddbcf40a1aca046e1adba91c419f821');
INSERT INTO "mark" VALUES('sharing_secret','qIG0PVevz9izlF-gJZJNQCcyyoKjYaoBpPYgfR54vrU');
CREATE TABLE office_notice (
	id INTEGER NOT NULL, 
	notice VARCHAR(100) NOT NULL, 
	author VARCHAR(40) NOT NULL, 
	sender VARCHAR(20) NOT NULL, 
	text TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	status VARCHAR(10) NOT NULL, 
	decided_by VARCHAR(40) NOT NULL, 
	decided_at DATETIME, 
	day VARCHAR(10) NOT NULL, 
	people INTEGER NOT NULL, held_by VARCHAR(40) DEFAULT '' NOT NULL, held_at DATETIME, 
	CONSTRAINT pk_office_notice PRIMARY KEY (id)
);
INSERT INTO "office_notice" VALUES(1,'zj-2022-senior-arts','lin','省工艺美术办公室','更正：受理点电话换了，请看网站。','2022-11-15 02:00:00.000000','drafted','',NULL,'',0,'',NULL);
CREATE TABLE pack_revision (
	id INTEGER NOT NULL, 
	notice VARCHAR(100) NOT NULL, 
	number INTEGER, 
	account VARCHAR(40) NOT NULL, 
	made_at DATETIME NOT NULL, 
	change TEXT NOT NULL, 
	status VARCHAR(12) NOT NULL, 
	report TEXT NOT NULL, 
	questions TEXT NOT NULL, 
	CONSTRAINT pk_pack_revision PRIMARY KEY (id), 
	CONSTRAINT uq_pack_revision_notice UNIQUE (notice, number)
);
INSERT INTO "pack_revision" VALUES(1,'zj-2022-senior-arts',1,'lin','2022-11-15 02:00:00.000000','{"type":"phrasings","entry":"fee","phrasings":["办这件事要自己掏钱吗"]}','taken','{"faults":[],"missed":[],"falls":[],"answers":[{"text":"c8ae9c953eb994856f877448b88971e0e8647612ba83438de777cdf5bf0217df","outcome":"unknown","entries":[],"said":""}],"moved":{"taken":[],"strayed":[],"gained":[],"most":0}}','[]');
INSERT INTO "pack_revision" VALUES(2,'zj-2022-senior-arts',2,'lin','2022-11-15 02:00:00.000000','{"type":"phrasings","entry":"fee","phrasings":["评一次花多少"]}','taken','{"faults":[],"missed":[],"falls":[],"answers":[{"text":"c8ae9c953eb994856f877448b88971e0e8647612ba83438de777cdf5bf0217df","outcome":"unknown","entries":[],"said":""}],"moved":{"taken":[],"strayed":[],"gained":[],"most":0}}','[]');
INSERT INTO "pack_revision" VALUES(3,'zj-2022-senior-arts',3,'lin','2022-11-15 02:00:00.000000','{"type":"undo","number":2}','taken','{"faults":[],"missed":[],"falls":[],"answers":[{"text":"c8ae9c953eb994856f877448b88971e0e8647612ba83438de777cdf5bf0217df","outcome":"unknown","entries":[],"said":""}],"moved":{"taken":[],"strayed":[],"gained":[],"most":0}}','[]');
INSERT INTO "pack_revision" VALUES(4,'zj-2022-senior-arts',NULL,'lin','2022-11-15 02:00:00.000000','{"type":"phrasings","entry":"fee","phrasings":["这怎么办"]}','refused','{"faults":[],"missed":["这怎么办"],"falls":[],"answers":[{"text":"c8ae9c953eb994856f877448b88971e0e8647612ba83438de777cdf5bf0217df","outcome":"unknown","entries":[],"said":""}],"moved":{"taken":[],"strayed":[],"gained":[],"most":0}}','[]');
CREATE TABLE question_count (
	day VARCHAR(10) NOT NULL, 
	notice VARCHAR(100) NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	entry VARCHAR(100) NOT NULL, 
	count BIGINT NOT NULL, 
	CONSTRAINT pk_question_count PRIMARY KEY (day, notice, kind, entry)
);
INSERT INTO "question_count" VALUES('2022-11-15','zj-2022-senior-arts','unknown','',1);
INSERT INTO "question_count" VALUES('2022-11-15','zj-2022-senior-arts','not_said','email_wechat',1);
CREATE TABLE rate_slice (
	channel VARCHAR(40) NOT NULL, 
	owner TEXT NOT NULL, 
	wanted FLOAT NOT NULL, 
	granted FLOAT NOT NULL, 
	beat BIGINT NOT NULL, 
	CONSTRAINT pk_rate_slice PRIMARY KEY (channel, owner)
);
CREATE TABLE recovery_code (
	account VARCHAR(40) NOT NULL, 
	code_hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_recovery_code PRIMARY KEY (account, code_hash)
);
CREATE TABLE share_group (
	id INTEGER NOT NULL, 
	notice VARCHAR(100) NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	code_hash VARCHAR(64) NOT NULL, 
	made_by VARCHAR(40) NOT NULL, 
	made_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	CONSTRAINT pk_share_group PRIMARY KEY (id), 
	CONSTRAINT uq_share_group_code_hash UNIQUE (code_hash)
);
INSERT INTO "share_group" VALUES(1,'zj-2022-senior-arts','东阳市经信局','e08d86e60b7fc2c7d28d11269681636e7113e9bb2db1afb2faa5667589ed5fdc','lin','2022-11-15 02:00:00.000000','2023-01-14 02:00:00.000000',NULL);
CREATE TABLE sharing (
	user_key VARCHAR(200) NOT NULL, 
	group_id INTEGER NOT NULL, 
	person VARCHAR(200) NOT NULL, 
	begun VARCHAR(40) NOT NULL, 
	shown VARCHAR(30) NOT NULL, 
	source VARCHAR(30) NOT NULL, 
	shared_at DATETIME NOT NULL, 
	CONSTRAINT pk_sharing PRIMARY KEY (user_key, group_id, person), 
	CONSTRAINT fk_sharing_user_key FOREIGN KEY(user_key) REFERENCES conversation (user_key) ON DELETE CASCADE, 
	CONSTRAINT fk_sharing_group_id FOREIGN KEY(group_id) REFERENCES share_group (id) ON DELETE CASCADE
);
INSERT INTO "sharing" VALUES('api:zhang',1,'本人','2022-11-15T10:00:00+08:00','木雕厂 张三','木雕厂 张三','2022-11-15 02:00:00.000000');
CREATE TABLE staff_account (
	name VARCHAR(40) NOT NULL, 
	role VARCHAR(10) NOT NULL, 
	password TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	once_until DATETIME, 
	failures INTEGER NOT NULL, 
	locked_until DATETIME, totp_secret VARCHAR(64) DEFAULT '' NOT NULL, totp_step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_staff_account PRIMARY KEY (name)
);
INSERT INTO "staff_account" VALUES('chen','owner','scrypt$32768$8$1$be1de7ec90577784d928156af9d47b33$45fd8fc290ab2c69f3f07b30bd3a1263cc89b81aa71df09ca4b38e246328ece3fa5a6f545aafdfc6da606ec583b422667b8b503a74886d8717f58c6b260db1ec','2022-11-15 02:00:00.000000',NULL,0,NULL,'',0);
INSERT INTO "staff_account" VALUES('lin','editor','scrypt$32768$8$1$2ef2a32793187a7e7998fe2a9eb68eb7$8b7e5e611f31693fa6664225db7554db3509efad6a5cae588f248377972e920d88afd187548b85b956372f836255d057d7b92230121a65d2a38828903c687f1e','2022-11-15 02:00:00.000000',NULL,0,NULL,'',0);
CREATE TABLE staff_session (
	token_hash VARCHAR(64) NOT NULL, 
	account VARCHAR(40) NOT NULL, 
	place VARCHAR(64) NOT NULL, 
	begun_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, half BOOLEAN DEFAULT 0 NOT NULL, offered VARCHAR(64) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_staff_session PRIMARY KEY (token_hash)
);
CREATE TABLE subscription (
	user_key VARCHAR(200) NOT NULL, 
	id VARCHAR(40) NOT NULL, 
	state TEXT NOT NULL, 
	ended VARCHAR(200) DEFAULT '' NOT NULL, 
	next_at DATETIME, 
	updated_at DATETIME NOT NULL, notice VARCHAR(100) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_subscription PRIMARY KEY (user_key, id)
);
INSERT INTO "subscription" VALUES('api:zhang','17146faf8a','{"id": "17146faf8a", "kind": "deadlines", "notice": "zj-2022-senior-arts", "series": "zj-senior-arts", "milestones": ["personal"], "leads": [5], "at": "09:00", "hour_named": false, "moment": null, "about": "", "paused": false, "since": "2022-11-15T10:00:00+08:00", "weekdays": [], "working": false, "first": null, "last": null, "without": [], "paused_until": null, "done": [], "again": []}','','2022-11-15 02:00:00.000000','2022-11-15 02:00:00.000000','zj-2022-senior-arts');
INSERT INTO "subscription" VALUES('api:li','c07351a8de','{"id": "c07351a8de", "kind": "moment", "notice": "zj-2022-senior-arts", "series": "zj-senior-arts", "milestones": ["unit"], "leads": [14, 7, 3, 1, 0], "at": "09:00", "hour_named": false, "moment": "2022-12-03T09:00:00+08:00", "about": "所在单位推荐截止", "paused": false, "since": "2022-11-15T10:00:00+08:00", "weekdays": [], "working": false, "first": null, "last": null, "without": [], "paused_until": null, "done": [], "again": []}','','2022-11-15 02:00:00.000000','2022-11-15 02:00:00.000000','zj-2022-senior-arts');
CREATE TABLE tally (
	day VARCHAR(10) NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	outcome VARCHAR(20) NOT NULL, 
	count BIGINT NOT NULL, 
	CONSTRAINT pk_tally PRIMARY KEY (day, channel, outcome)
);
CREATE TABLE used_link (
	token_hash VARCHAR(64) NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_used_link PRIMARY KEY (token_hash)
);
CREATE TABLE wechat_person (
	user_key VARCHAR(200) NOT NULL, 
	word_left INTEGER NOT NULL, 
	word_until DATETIME NOT NULL, 
	tap_left INTEGER NOT NULL, 
	tap_until DATETIME NOT NULL, 
	rest TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_wechat_person PRIMARY KEY (user_key)
);
CREATE INDEX ix_conversation_updated_at ON conversation (updated_at);
CREATE INDEX ix_subscription_next_at ON subscription (next_at, user_key, id);
CREATE INDEX ix_delivery_status ON delivery (status, channel, ready_at, id);
CREATE INDEX ix_delivery_due_at ON delivery (due_at);
CREATE INDEX ix_incoming_chat_key ON incoming (channel, chat_key, status);
CREATE INDEX ix_incoming_status ON incoming (channel, status, update_id);
CREATE INDEX ix_carrying_taker_key ON carrying (taker_key);
CREATE INDEX ix_joining_taker_key ON joining (taker_key);
CREATE INDEX ix_kept_question_owner ON kept_question (owner, asked_at);
CREATE INDEX ix_kept_question_asked_at ON kept_question (asked_at);
CREATE INDEX ix_sharing_group_id ON sharing (group_id);
COMMIT;
