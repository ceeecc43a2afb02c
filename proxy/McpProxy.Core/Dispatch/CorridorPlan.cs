namespace McpProxy.Dispatch;

/// <summary>Which of the host's middleware a route needs; found once per endpoint, so that a plain route pays for none.</summary>
internal sealed record CorridorPlan(bool Authorization, bool RateLimiter, bool Timeouts, bool KeepsCredential);
