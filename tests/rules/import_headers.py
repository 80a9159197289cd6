"""The headers that other systems write, as INPUTS section 1 lists them."""

from __future__ import annotations


def columns(text: str) -> list[str]:
    return text.split(",")


GOOGLE_CURRENT = columns(
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,"
    "Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,"
    "Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,Website 1 - Label,"
    "Website 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value,Relation 1 - Label,Relation 1 - Value,"
    "Event 1 - Label,Event 1 - Value"
)
GOOGLE_OLD = columns(
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,"
    "Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,"
    "Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,"
    "E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Website 1 - Type,"
    "Website 1 - Value"
)
OUTLOOK_CLASSIC = columns(
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business Street 2,"
    "Business Street 3,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,"
    "Home Street 2,Home Street 3,Home City,Home State,Home Postal Code,Home Country/Region,Assistant's Phone,"
    "Business Fax,Business Phone,Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,"
    "Home Phone 2,ISDN,Mobile Phone,Other Phone,Pager,Primary Phone,Anniversary,Birthday,Business Address PO Box,"
    "Categories,Directory Server,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,Gender,"
    "Government ID Number,Initials,Notes,Priority,Private,Referred By,Sensitivity,Spouse,User 1,Web Page"
)
OUTLOOK_NEW = columns(
    "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,E-mail 2 Address,"
    "E-mail 3 Address,Home Phone,Home Phone 2,Business Phone,Business Phone 2,Mobile Phone,Car Phone,Other Phone,"
    "Primary Phone,Pager,Company Main Phone,Company,Job Title,Home Street,Home City,Home State,Home Postal Code,"
    "Birthday,Anniversary,Notes"
)
KVCORE = columns(
    "First Name,Last Name,Email,second email,Spouse Email,Cell Phone 1,Cell Phone 2,Home Phone,Primary Address,"
    "Primary City,Primary State,Primary Zip,Agent Notes,Referrer,Source,Hashtag,Status"
)
KVCORE_LIST = columns(
    "id,status,assigned_agent_id,firstname,lastname,email,phone,leadtype,hashtags,allPhones,created,lastVisit,source,"
    "system_source"
)
KVCORE_CREATE = columns(
    "first_name,last_name,email,cell_phone_1,primary_address,primary_city,primary_state,primary_zip,deal_type,status,"
    "source,capture_method,hashtags,email_optin,phone_on,text_on,is_private"
)
FOLLOW_UP_BOSS = columns(
    "First Name,Last Name,Email,Secondary Email,Phone,Secondary Phone,Source,Assigned To,Street,City,State,Zip,Tags,"
    "Notes,Search Criteria,Created Date,Modified Date,Last Activity,Stage,Company,Title,Website,Birthday,Anniversary,"
    "Spouse Name,Price Min,Price Max,Beds Min,Listing ID,MLS Number"
)
FOLLOW_UP_BOSS_API = columns(
    "Name,Last Communication,Phone,Email,Address,Relationships,Background,Stage,Source,Agent,Lender,Price,Timeframe,"
    "Tags"
)
LOFTY = columns(
    "leadId,firstName,lastName,emails,phones,assignedUserId,stage,source,score,tags,leadTypes,birthday,streetAddress,"
    "city,state,zipCode,createTime,cannotText,cannotCall,cannotEmail,referredBy"
)
BROKERDESK = columns(
    "Brokerdesk Contact,Prefix,First Name,Middle Name,Last Name,Suffix,Nickname,Company,Spouse,Display Name,Name Kind,"
    "Status,Owner,Source,Priority,Interest,Hashtags,Created At,E-mail 1,Phone 1,Address 1,E-mails,Phones,Addresses,"
    "Seller,Extra,Notes,Refused Because"
)
ALL = {
    "google_current": GOOGLE_CURRENT,
    "google_old": GOOGLE_OLD,
    "outlook_classic": OUTLOOK_CLASSIC,
    "outlook_new": OUTLOOK_NEW,
    "kvcore": KVCORE,
    "kvcore_api": KVCORE_LIST,
    "follow_up_boss": FOLLOW_UP_BOSS,
    "lofty": LOFTY,
    "brokerdesk": BROKERDESK,
}
