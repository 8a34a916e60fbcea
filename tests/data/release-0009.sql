BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0009');
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
CREATE TABLE conversation (
	user_key VARCHAR(200) NOT NULL, 
	state TEXT NOT NULL, 
	version BIGINT NOT NULL, 
	updated_at DATETIME NOT NULL, notice VARCHAR(100) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_conversation PRIMARY KEY (user_key)
);
INSERT INTO "conversation" VALUES('api:zhang','{"topics": [{"question": "申报人", "entries": ["personal_steps"], "items": [], "told": []}], "offered": [["iv:answer:specialty:sculpture_carving", "雕塑雕刻工艺"], ["iv:answer:specialty:metal", "金属工艺"], ["iv:answer:specialty:lacquer", "漆器工艺"], ["iv:answer:specialty:furniture", "家具工艺"], ["iv:answer:specialty:flower_painting", "花画工艺"], ["iv:answer:specialty:paper_cut", "剪纸工艺"], ["iv:answer:specialty:weaving", "编织工艺"], ["iv:answer:specialty:knot_embroidery", "结绣工艺"], ["iv:answer:specialty:carpet", "织毯工艺"], ["iv:answer:specialty:dyeing_printing", "印染工艺"], ["iv:answer:specialty:jewelry", "珠宝首饰工艺"], ["iv:answer:specialty:ceramics", "陶瓷工艺"], ["iv:answer:specialty:fireworks", "烟花爆竹工艺"], ["iv:answer:specialty:other_folk", "其他民族工艺"], ["iv:answer:specialty:borderline", "绘画、设计等（不在单子里）"], ["iv:answer:specialty:unrelated", "工艺美术以外的行业"], ["iv:answer:specialty:unknown", "不清楚"], ["iv:do:why", "为什么问"], ["iv:do:back", "上一步"], ["iv:do:change", "改"], ["iv:do:pause", "先到这里"]], "name": "本人", "naming": false, "person": {"asks": "", "name": ""}, "names": ["本人"], "reminders": {"missing": "", "asked": "", "draft": null, "touched": [{"wish": "17146faf8a", "moment": null}], "shown": [], "rested": [], "pieces": {"within": null, "part": null, "hour": null}, "age": 1, "undo": {"before": [], "made": ["17146faf8a"]}, "noted": [], "reminded": [], "reminded_age": 0}, "role": "", "shared": false}',864006687829709,'2022-11-15 02:00:00.000000','zj-2022-senior-arts');
INSERT INTO "conversation" VALUES('api:li','{"topics": [], "offered": [["rm:2bf84b670f:pause", "暂停"], ["rm:2bf84b670f:stop", "停止"]], "name": "", "naming": false, "person": {"asks": "", "name": ""}, "names": [], "reminders": {"missing": "", "asked": "", "draft": null, "touched": [{"wish": "2bf84b670f", "moment": null}], "shown": [], "rested": [], "pieces": {"within": null, "part": null, "hour": null}, "age": 0, "undo": {"before": [], "made": ["2bf84b670f"]}, "noted": [], "reminded": [], "reminded_age": 0}, "role": "", "shared": false}',1068919405033602,'2022-11-15 02:00:00.000000','zj-2022-senior-arts');
INSERT INTO "conversation" VALUES('web:0123456789','{"topics": [{"question": "单位几号前要推荐", "entries": ["deadline_unit"], "items": ["deadline_personal", "deadline_unit", "deadline_lower"], "told": []}], "offered": [], "name": "", "naming": false, "person": {"asks": "", "name": ""}, "names": [], "reminders": {"missing": "", "asked": "", "draft": null, "touched": [], "shown": [], "rested": [], "pieces": {"within": null, "part": null, "hour": null}, "age": 99, "undo": {"before": [], "made": []}, "noted": [], "reminded": [], "reminded_age": 0}, "role": "", "shared": false}',1386017149255840,'2022-11-15 02:00:00.000000','zj-2022-senior-arts');
INSERT INTO "conversation" VALUES('api:wang','{"topics": [], "offered": [["rm:acb451a671:days", "改日子"], ["rm:acb451a671:leads", "改提前几天"], ["rm:acb451a671:hour", "改钟点"], ["rm:acb451a671:pause", "暂停"], ["rm:acb451a671:stop", "停止"], ["rm:role:申报人", "我是申报人"], ["rm:role:下级评委会", "我是下级评委会"], ["rm:all", "所有截止日都提醒"]], "name": "", "naming": false, "person": {"asks": "", "name": ""}, "names": [], "reminders": {"missing": "", "asked": "", "draft": null, "touched": [{"wish": "acb451a671", "moment": null}], "shown": [{"wish": "acb451a671", "moment": "2022-11-25T01:00:00Z"}, {"wish": "acb451a671", "moment": "2022-12-02T01:00:00Z"}, {"wish": "acb451a671", "moment": "2022-12-05T01:00:00Z"}, {"wish": "acb451a671", "moment": "2022-12-06T01:00:00Z"}, {"wish": "acb451a671", "moment": "2022-12-08T01:00:00Z"}], "rested": [], "pieces": {"within": null, "part": null, "hour": null}, "age": 0, "undo": {"before": [], "made": ["acb451a671"]}, "noted": [], "reminded": [], "reminded_age": 0}, "role": "", "shared": false}',3134492603627945,'2022-11-15 02:00:00.000000','zj-2022-senior-arts');
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
INSERT INTO "interview" VALUES('api:zhang','本人','{"answers": {"employment_status": "in_post", "civil_status": "none"}, "asking": "specialty", "phase": "verdict", "menu": false, "paused": false, "verdict": "", "rules": "f4b7d9f4996001f0", "notice": "zj-2022-senior-arts", "unconfirmed": {}, "asked": ["employment_status", "civil_status", "specialty"], "counted": ["specialty", "personnel_relation", "unit_type", "meets_12", "application_route", "submitted_online", "ce_year", "ce_total", "ce_professional", "ce_public", "ce_registered", "achievements_related", "current_post_date", "newest_achievement_date", "work_proof", "annual_review_years"], "batch": 0, "told": "", "correcting": false, "anew": false, "erased": {}, "erased_asked": [], "told_on": {}, "former": {"civil_status": null}, "former_asking": "civil_status", "in_time": false, "begun": "2022-11-15T10:00:00+08:00"}','2022-11-15 02:00:00.000000','zj-2022-senior-arts');
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
CREATE TABLE rate_slice (
	channel VARCHAR(40) NOT NULL, 
	owner TEXT NOT NULL, 
	wanted FLOAT NOT NULL, 
	granted FLOAT NOT NULL, 
	beat BIGINT NOT NULL, 
	CONSTRAINT pk_rate_slice PRIMARY KEY (channel, owner)
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
INSERT INTO "subscription" VALUES('api:li','2bf84b670f','{"id": "2bf84b670f", "kind": "moment", "notice": "zj-2022-senior-arts", "series": "zj-senior-arts", "milestones": [], "leads": [14, 7, 3, 1, 0], "at": "09:00", "hour_named": true, "moment": "2022-12-03T09:00:00+08:00", "about": "", "paused": false, "since": "2022-11-15T10:00:00+08:00", "weekdays": [], "working": false, "first": null, "last": null, "without": [], "paused_until": null, "done": [], "again": []}','','2022-11-15 02:00:00.000000','2022-11-15 02:00:00.000000','zj-2022-senior-arts');
INSERT INTO "subscription" VALUES('api:wang','acb451a671','{"id": "acb451a671", "kind": "deadlines", "notice": "zj-2022-senior-arts", "series": "zj-senior-arts", "milestones": ["publicity_start", "unit"], "leads": [14, 7, 3, 1, 0], "at": "09:00", "hour_named": false, "moment": null, "about": "", "paused": false, "since": "2022-11-15T10:00:00+08:00", "weekdays": [], "working": false, "first": null, "last": null, "without": [], "paused_until": null, "done": [], "again": []}','','2022-11-15 02:00:00.000000','2022-11-15 02:00:00.000000','zj-2022-senior-arts');
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
COMMIT;
