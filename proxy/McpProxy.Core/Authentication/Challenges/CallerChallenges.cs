using McpProxy.Configuration;
using McpProxy.Hosting;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication.Challenges;

/// <summary>Challenges by the configuration in force.</summary>
internal sealed class CallerChallenges(LiveConfig config) : ICallerChallenges
{
    public string Bearer(HttpContext context, string? error = null) => config.Current.Access is { } access ? access.Challenges.Bearer(context, error)
        : error is null ? "Bearer"
        : $"Bearer error=\"{error}\"";
}
