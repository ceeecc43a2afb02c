namespace AdsSimulator.Campaigns;

/// <summary>A campaign's budget in the currency of its profile.</summary>
internal sealed record CampaignBudget(decimal Budget, string BudgetType = "DAILY");
