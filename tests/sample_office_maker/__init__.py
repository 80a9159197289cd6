"""Makes the files of resources/sample_office: the invented but believable office that ships with Brokerdesk."""
