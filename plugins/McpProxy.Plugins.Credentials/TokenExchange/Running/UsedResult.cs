using McpProxy.Plugins.Credentials.TokenExchange.Caching;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>A step's result that something was made of.</summary>
internal readonly record struct UsedResult(StepPlan Step, StepKey Key, StepResult Result);
