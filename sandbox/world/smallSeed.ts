export const smallSeed = {
	// Everybody else in the groups has a name and a number that follow from the id. The page shows the last on top.
	customers: [
		{ id: 103502, name: '李娜', gender: 2, mobile: '13912345678', email: 'li.na@example.com', city: '北京' },
		{ id: 103503, name: '陈静', gender: 2, mobile: '13700137000', email: 'chen.jing@example.com' },
		{
			id: '1627652953215191041',
			name: '张伟',
			gender: 1,
			mobile: '13611112222',
			email: 'zhang.wei@example.com',
		},
		{ id: 91, name: '刘洋', gender: 1, mobile: '15300830723', email: 'liu.yang@example.com' },
		{ id: 103601, name: '赵敏', gender: 2, mobile: '18600186000' },
		{ id: 103777, name: '孙丽', gender: 2, email: 'sun.li@example.com' },
		{ id: 700, name: '陈洁', mobile: '13500135000' },
		// Imports don't look for duplicates: two customers, one number.
		{ id: 701, name: '杨华', mobile: '13400134000' },
		{ id: 702, name: '杨华（重复）', mobile: '13400134000' },
		{
			id: 103501,
			name: '王小明',
			gender: 1,
			mobile: '13800138000',
			email: 'wang.xiaoming@example.com',
			city: '上海',
			source: '门店',
			attr: { attr1: '金卡' },
			identities: [
				{ identityType: 'wechat', identityValue: 'oBx0123wangxiaoming', identityName: '小明' },
				{ identityType: 'member-no', identityValue: 'M000501' },
			],
		},
	],
	groups: [
		{ name: '金卡会员', dateCreated: '2017-05-23T02:42:14Z', members: 12, firstCustomerId: 91 },
		{ name: '银卡会员', dateCreated: '2017-06-07T12:20:20Z', members: 48, firstCustomerId: 103446 },
		// 19 digits, one apart: two customers to whoever reads exactly, one to whoever rounds.
		{
			name: '新品试用',
			members: ['1627652953215191041', '1627652953215191042', '1627652953215191043', 4, 5],
		},
		{
			name: '双十一活动',
			id: '1627652953215190017',
			members: 260,
			firstCustomerId: '1627652953215200001',
		},
		{ name: '沉睡客户', members: 7, firstCustomerId: 500 },
		// The API checks no names, so the same name may come twice and a name may look like an id.
		{ name: '沉睡客户', members: 3, firstCustomerId: 600 },
		{ name: '2024', members: 1, firstCustomerId: 4 },
	],
};
