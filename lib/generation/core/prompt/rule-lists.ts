/** The lists of rules that are told apart by their names, as their tables are called. */
export const RULE_LISTS = ['strategies', 'seo_rules', 'content_preferences'] as const;
export type RuleList = (typeof RULE_LISTS)[number];

/** Those whose rules are a sentence each. */
export const TEXT_RULE_LISTS = ['seo_rules', 'content_preferences'] as const;
export type TextRuleList = (typeof TEXT_RULE_LISTS)[number];
