import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { textShown } from './textShown';
import { byId, member, person } from '../support/parameters';
import { runNode } from '../support/run';
import { useSandbox } from '../support/sandbox';

const hub = useSandbox({ customers: 0 });
beforeEach(() => {
	hub().addGroup({ name: '金卡会员' });
});
const say = async (input: IDataObject | IDataObject[], parameters: INodeParameters) =>
	textShown(await runNode(hub(), { input: [input].flat(), parameters }));
const add = (by: string, more: INodeParameters = {}) => person('add', by, more);
const creating = (newCustomer: INodeParameters, by = 'mobile') =>
	add(by, { ifNotFound: 'create', newCustomer });
const NEW = '13912345678';

test('values that name nobody', async () => {
	const byCustomerId = member('add', byId(1));
	expect(await say({ phone: '1' }, byCustomerId)).toMatchInlineSnapshot(`
		"Customer ID is empty [item 0]
		The input item has the field “phone”. Clear the field, then drag the right one into it. No customers were added before this."
	`);
	expect(await say({ '\ufffd\ufffd': '13800138000' }, add('mobile'))).toMatchInlineSnapshot(`
		"Mobile Number is empty [item 0]
		The input item has the field “��”. These names were read with the wrong encoding. Files from Chinese programs are often in GBK, which n8n does not read from CSV: save the file as “CSV UTF-8” or XLSX, then read it again. No customers were added before this."
	`);
	expect(await say({ CustomerId: '1' }, byCustomerId)).toMatchInlineSnapshot(`
		"Customer ID is empty [item 0]
		The input item has no field “customerId”, but it has “CustomerId”, which is written differently. Clear the field, then drag the right one into it. No customers were added before this."
	`);
	expect(await say({ customerId: '', phone: '1' }, byCustomerId)).toMatchInlineSnapshot(`
		"Customer ID is empty [item 0]
		“customerId” of the input item is empty. Fill it in, or leave such items out with a Filter node before this one. No customers were added before this."
	`);
	expect(await say({ customerId: [1, 2] }, byCustomerId)).toMatchInlineSnapshot(`
		"Customer ID is a list, not one value [item 0]
		Set “Customers From” to “List in One Field”, or choose one entry of the list. No customers were added before this."
	`);
	expect(await say({ customerId: 'phone' }, byCustomerId)).toMatchInlineSnapshot(`
		"Customer ID “phone” is not a whole number such as 103446 [item 0]
		An ID in DM Hub consists of digits only, at most 9223372036854775807. No customers were added before this."
	`);
	expect(await say({ customerId: 1.5 }, byCustomerId)).toMatchInlineSnapshot(`
		"Customer ID “1.5” is not a whole number [item 0]
		Pass it as text. No customers were added before this."
	`);
	expect(await say({ customerId: 2 ** 53 }, byCustomerId)).toMatchInlineSnapshot(`
		"Customer ID “9007199254740992” has lost its last digits: it is too long for a number [item 0]
		Read it as text from the start (in a spreadsheet: format the column as text). No customers were added before this."
	`);
	expect(await say({ customerId: '1E+15' }, byCustomerId)).toMatchInlineSnapshot(`
		"Customer ID “1E+15” has lost its digits: a spreadsheet has shortened it [item 0]
		Format the column as text in the spreadsheet, then enter the values again. No customers were added before this."
	`);
	expect(await say({ customerId: '+86 13800138000' }, byCustomerId)).toMatchInlineSnapshot(`
		"Customer ID “+86 13800138000” is a phone number: set “Identify Customers By” to “Mobile Number” [item 0]
		The node then finds the customer in DM Hub. No customers were added before this."
	`);
	expect(await say({ customerId: 'name@example.com' }, byCustomerId)).toMatchInlineSnapshot(`
		"Customer ID “name@example.com” is an email: set “Identify Customers By” to “Email” [item 0]
		The node then finds the customer in DM Hub. No customers were added before this."
	`);
	expect(await say({}, { ...byCustomerId, customersFrom: 'list', customerIds: '1, phone' }))
		.toMatchInlineSnapshot(`
		"Customer IDs, entry 2 “phone” is not a whole number such as 103446 [item 0]
		An ID in DM Hub consists of digits only, at most 9223372036854775807. No customers were added before this."
	`);
	expect(await say({}, { ...byCustomerId, customersFrom: 'list', customerIds: '={{ ({ a: 1 }) }}' }))
		.toMatchInlineSnapshot(`
		"Customer IDs is an object, not a list [item 0]
		Choose the field inside it that holds the list. No customers were added before this."
	`);
	expect(await say({ a: 1, b: 2 }, { ...byCustomerId, customerId: '={{ $json.a }}{{ $json.b }}' }))
		.toMatchInlineSnapshot(`
		"Customer ID holds two expressions with nothing between them, which n8n joins into one value [item 0]
		What you drag into a field is added to what is there. Clear the field, then drag the right one into it. To join two values on purpose, write one expression, such as {{ $json.a + $json.b }}. No customers were added before this."
	`);
	expect(await say({ mobile: '1.38E+10' }, add('mobile'))).toMatchInlineSnapshot(`
		"Mobile Number “1.38E+10” has lost its digits: a spreadsheet has shortened it [item 0]
		Format the column as text in the spreadsheet, then enter the values again. No customers were added before this."
	`);
	expect(await say({ mobile: 'n/a' }, add('mobile'))).toMatchInlineSnapshot(`
		"Mobile Number “n/a” stands for a missing value [item 0]
		Fill it in, or filter such rows out before this node. No customers were added before this."
	`);
	expect(await say({ mobile: '123456' }, add('mobile'))).toMatchInlineSnapshot(`
		"Mobile Number “123456” is not a phone number: 6 digits are too few [item 0]
		Enter it as 13800138000 or +86 13800138000; numbers of other countries with the country code, such as +1 415 555 2671. No customers were added before this."
	`);
	expect(await say({ mobile: '13800138000/13900139000' }, add('mobile'))).toMatchInlineSnapshot(`
		"Mobile Number “13800138000/13900139000” holds several numbers [item 0]
		Put one number into each value; in a list, put a comma between them. No customers were added before this."
	`);
	expect(await say({ email: 'wang.example.com' }, add('email'))).toMatchInlineSnapshot(`
		"Email “wang.example.com” is not an email address: it has no @ [item 0]
		Enter one address, such as name@example.com. No customers were added before this."
	`);
	expect(await say({ openId: 'x'.repeat(129) }, add('openId'))).toMatchInlineSnapshot(`
		"WeChat OpenID “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…” has 129 characters: DM Hub takes at most 128 [item 0]
		Check that the field holds one value only. No customers were added before this."
	`);
	expect(await say({ identityValue: '[object Object]' }, add('identity'))).toMatchInlineSnapshot(`
		"Identity Value “[object Object]” comes from an expression that returns an object, not text [item 0]
		Choose the field inside the object that holds the value. No customers were added before this."
	`);
	expect(await say({ identityValue: '\ufffd' }, add('identity'))).toMatchInlineSnapshot(`
		"Identity Value “�” was read with the wrong encoding, and some of its characters are lost (“�”) [item 0]
		Files from Chinese programs are often in GBK, which n8n does not read from CSV: save the file as “CSV UTF-8” or XLSX, then read it again. No customers were added before this."
	`);
	expect(await say({ identityValue: 'VIP-1' }, add('identity', { identityType: '={{ "" }}' })))
		.toMatchInlineSnapshot(`
		"Identity Type is empty [item 0]
		Enter the technical name that DM Hub shows for it, such as member-no. No customers were added before this."
	`);
	expect(await say({ identityValue: '1' }, add('identity', { identityType: 'x'.repeat(33) })))
		.toMatchInlineSnapshot(`
		"Identity Type has 33 characters; DM Hub takes at most 32 [item 0]
		Enter the technical name of the type, not a value. No customers were added before this."
	`);
	expect(
		await say(
			{},
			add('mobile', {
				customersFrom: 'list',
				mobiles: Array.from({ length: 2_000 }, (_, at) => `x${at}`).join(','),
			}),
		),
	).toMatchInlineSnapshot(`
		"Mobile Numbers, entry 1 “x0” has text beside the number: “x” [item 0]
		2,000 were refused in all: “x0” (item 0), “x1” (item 0), “x2” (item 0), “x3” (item 0), “x4” (item 0), “x5” (item 0), “x6” (item 0), “x7” (item 0), “x8” (item 0), “x9” (item 0), “x10” (item 0), “x11” (item 0), “x12” (item 0), “x13” (item 0), “x14” (item 0), “x15” (item 0), “x16” (item 0), “x17” (item 0), “x18” (item 0), “x19” (item 0) and 1,980 more. Leave everything but the number out. No customers were added before this."
	`);
});

test('people who are not there, or not alone', async () => {
	expect(await say({ mobile: NEW }, add('mobile'))).toMatchInlineSnapshot(`
		"There is no customer with the mobile number “13912345678” [item 0]
		Check the value. To create such customers, set “If Customer Not Found” to “Create Customer”. No customers were added before this."
	`);
	expect(await say({ mobile: NEW }, person('remove', 'mobile'))).toMatchInlineSnapshot(`
		"There is no customer with the mobile number “13912345678” [item 0]
		Check the value. No customers were removed before this."
	`);
	expect(await say({ identityValue: 'VIP-1' }, add('identity'))).toMatchInlineSnapshot(`
		"There is no customer with the identity member-no “VIP-1” [item 0]
		Check the value. To create such customers, set “If Customer Not Found” to “Create Customer”. No customers were added before this."
	`);
	expect(
		await say(
			[1, 2, 3].map((digit) => ({ mobile: `1390000000${digit}` })),
			add('mobile'),
		),
	).toMatchInlineSnapshot(`
		"There is no customer with the mobile number “13900000001” [item 0]
		3 were refused in all: “13900000001” (item 0), “13900000002” (item 1), “13900000003” (item 2). Check the value. To create such customers, set “If Customer Not Found” to “Create Customer”. No customers were added before this."
	`);
	for (const id of [7, 8])
		hub().addCustomer({ id, name: `王${id}`, mobile: NEW, dateCreated: '2020-02-02T02:02:02Z' });
	expect(await say({ mobile: NEW }, add('mobile'))).toMatchInlineSnapshot(`
		"2 customers have the mobile number “13912345678”: “王7” (ID 7, created 2020-02-02T02:02:02Z); “王8” (ID 8, created 2020-02-02T02:02:02Z) [item 0]
		Merge them in DM Hub, or set “Identify Customers By” to “Customer ID” and give the ID of the right one. No customers were added before this."
	`);
});

test('people of whom this DM Hub does not tell', async () => {
	Object.assign(hub().quirks, { customerFilters: ['mobile'], identitiesFromFields: false });
	hub().addCustomers(2_000);
	expect(await say({ email: 'wang@example.com' }, add('email'))).toMatchInlineSnapshot(`
		"It is not known whether there is a customer with the email “wang@example.com”: DM Hub did not search for it [item 0]
		Identify customers by mobile number or customer ID instead. No customers were added before this."
	`);
	hub().quirks.customerRights = 'none';
	expect(await say({ mobile: NEW }, add('mobile'))).toMatchInlineSnapshot(`
		"The application in DM Hub may not read customers: DM Hub refused GET /v1/customers: “permission is not enough” (code 40201, HTTP 500) [item 0]
		In DM Hub open 设置 > 系统集成 > 应用集成 (in older tenants 设置 > 开发与集成), edit the application whose App ID is in the credential, and tick the right to read customers (客户). Then run again. No customers were added before this."
	`);
});

test('creating', async () => {
	hub().addCustomer({ id: 7, email: 'wang@example.com', dateCreated: '2020-02-02T02:02:02Z' });
	expect(await say({ mobile: '021-87654321' }, creating({}))).toMatchInlineSnapshot(`
		"There is no customer with the mobile number “021-87654321”, and no customer can be created with it [item 0]
		It is not a mainland China mobile number: those have 11 digits and begin with 13 to 19. Write any other number with + and the country code, such as +86 21 12345678. No customers were added before this."
	`);
	expect(
		await say(
			{ email: 'new@example.com' },
			person('add', 'email', { ifNotFound: 'create', newCustomer: { mobile: '021-87654321' } }),
		),
	).toMatchInlineSnapshot(`
		"Mobile Number “021-87654321” can be used to find a customer, but not to create one [item 0]
		It is not a mainland China mobile number: those have 11 digits and begin with 13 to 19. Write any other number with + and the country code, such as +86 21 12345678. No customers were added before this."
	`);
	expect(await say({ openId: 'wxid_7x8y9zabcdef1' }, person('add', 'openId', { ifNotFound: 'create' })))
		.toMatchInlineSnapshot(`
		"There is no customer with the WeChat OpenID “wxid_7x8y9zabcdef1”, and no customer can be created with it [item 0]
		It looks like a phone number or a WeChat account (微信号), whose customer may be in DM Hub already. OpenIDs and UnionIDs have about 28 characters. No customers were added before this."
	`);
	expect(await say({ openId: '小明' }, person('add', 'openId'))).toMatchInlineSnapshot(`
		"WeChat OpenID “小明” is neither an OpenID nor a UnionID of WeChat: it contains “小” [item 0]
		An OpenID or a UnionID looks like o6_bmjrPTlm6_2sgVt7hMZOPfL2M: letters, digits, hyphens and underscores. A WeChat nickname (昵称) or account (微信号) is not one. No customers were added before this."
	`);
	expect(await say({ mobile: '021-87654321' }, person('add', 'mobile'))).toMatchInlineSnapshot(`
		"There is no customer with the mobile number “021-87654321” [item 0]
		Check the value. It is not a mainland China mobile number: those have 11 digits and begin with 13 to 19. Write any other number with + and the country code, such as +86 21 12345678. No customers were added before this."
	`);
	expect(await say({ mobile: '021-87654321' }, person('sync', 'mobile'))).toMatchInlineSnapshot(`
		"There is no customer with the mobile number “021-87654321” [item 0]
		Check the value. It is not a mainland China mobile number: those have 11 digits and begin with 13 to 19. Write any other number with + and the country code, such as +86 21 12345678. To sync the group without them, set “If Customer Not Found” to “Skip Customer”. No customers were changed before this."
	`);
	expect(await say({ mobile: NEW }, creating({ email: 'wang@example.com' }))).toMatchInlineSnapshot(`
		"There is no customer with “13912345678”, but the email “wang@example.com” belongs to customer 7, so nobody was created [item 0]
		Identify customers by email, or remove it from “Fields of New Customers”: DM Hub would overwrite that customer’s fields. No customers were added before this."
	`);
	expect(await say({ mobile: NEW }, creating({ mobile: '13912345679' }))).toMatchInlineSnapshot(`
		"“Fields of New Customers” holds a different mobile number from “13912345678”, which identifies the customer [item 0]
		What identifies the customer is sent automatically. Remove the mobile number from “Fields of New Customers”; to see it there, first set “Identify Customers By” to something else. No customers were added before this."
	`);
	expect(await say({ mobile: NEW }, creating({ birthday: '1990-02-30' }))).toMatchInlineSnapshot(`
		"Birthday “1990-02-30” is not a calendar date [item 0]
		Enter it as 1990-05-31. No customers were added before this."
	`);
	expect(await say({ mobile: NEW }, creating({ birthday: '05/06/1990' }))).toMatchInlineSnapshot(`
		"Birthday “05/06/1990” is ambiguous: day and month could be swapped [item 0]
		Write the year first, such as 2024-05-31. No customers were added before this."
	`);
	expect(await say({ mobile: NEW }, creating({ gender: 'x' }))).toMatchInlineSnapshot(`
		"Gender “x” is not a gender [item 0]
		Enter male, female or unknown, or 男 or 女. No customers were added before this."
	`);
	const other = (...names: string[]) => ({
		otherFields: { field: names.map((name) => ({ name, value: '7' })) },
	});
	expect(await say({ mobile: NEW }, creating(other('id')))).toMatchInlineSnapshot(`
		"Other Fields cannot set “id” [item 0]
		Enter the technical name of a field in DM Hub, such as city or attr1. No customers were added before this."
	`);
	expect(await say({ mobile: NEW }, creating(other('gender')))).toMatchInlineSnapshot(`
		"Other Fields cannot set “gender”, which has a field of its own [item 0]
		Add that one under “Fields of New Customers” instead. No customers were added before this."
	`);
	expect(await say({ mobile: NEW }, creating({ name: '李娜', ...other('name') }))).toMatchInlineSnapshot(`
		"Other Fields sets “name”, which is already set in a field of its own [item 0]
		Remove one of the two. No customers were added before this."
	`);
	expect(await say({ mobile: NEW }, creating(other('city', 'city')))).toMatchInlineSnapshot(`
		"Other Fields sets “city” twice [item 0]
		Remove one of the two. No customers were added before this."
	`);
	expect(
		await say([{ mobile: NEW }, { mobile: '13912345679' }], {
			...creating({ email: 'li@example.com' }),
			options: { maxConcurrentRequests: 1 },
		}),
	).toMatchInlineSnapshot(`
		"The email “li@example.com” is also in the fields of the new customer “13912345678”, so this customer was not created [item 1]
		DM Hub would merge the two into one customer. Correct the email of one of them. No customers were added before this."
	`);
	hub().addCustomer({ id: 9, email: 'wang@example.com', dateCreated: '2020-02-02T02:02:02Z' });
	expect(await say({ mobile: '13912345671' }, creating({ email: 'wang@example.com' })))
		.toMatchInlineSnapshot(`
		"2 customers have the email “wang@example.com”: ID 7, created 2020-02-02T02:02:02Z; ID 9, created 2020-02-02T02:02:02Z [item 0]
		Merge them in DM Hub, or set “Identify Customers By” to “Customer ID” and give the ID of the right one. No customers were added before this."
	`);
	hub().faults.add({
		kind: 'refuse',
		status: 201,
		body: '{"id":999,"mobile":"13700000000"}',
		match: { method: 'POST', path: '/v1/customers' },
	});
	expect(await say({ mobile: '13912345672' }, creating({}))).toMatchInlineSnapshot(`
		"It is not known whether the customer was created: DM Hub returned a different one (ID 999) [item 0]
		Look for the mobile number in DM Hub before you run this again. No customers were added before this."
	`);
	hub().faults.add({ kind: 'lost', match: { method: 'POST', path: '/v1/customers' }, times: 9 });
	expect(await say({ mobile: '13912345673' }, creating({}))).toMatchInlineSnapshot(`
		"No complete response to POST /v1/customers: the connection was cut, 5 times in a row. It is not known whether the customer was created [item 0]
		Check the network of the machine that n8n runs on and the Base URL in the credential, or run it again later. Running it again does no harm: DM Hub finds a customer before it creates one. No customers were added before this."
	`);
	hub().faults.clear();
	hub().quirks.customerRights = 'read';
	expect(await say({ mobile: '13912345674' }, creating({}))).toMatchInlineSnapshot(`
		"The application in DM Hub may not create customers: DM Hub refused POST /v1/customers: “permission is not enough” (code 40201, HTTP 500) [item 0]
		In DM Hub open 设置 > 系统集成 > 应用集成 (in older tenants 设置 > 开发与集成), edit the application whose App ID is in the credential, and tick the right to create customers (客户). Then run again. No customers were added before this."
	`);
});
