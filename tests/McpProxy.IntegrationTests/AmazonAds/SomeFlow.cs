using McpProxy.Credentials;
using Microsoft.AspNetCore.Http;

namespace McpProxy.IntegrationTests.AmazonAds;

/// <summary>An authorization that needs nobody.</summary>
internal sealed class SomeFlow(TimeProvider time) : IAuthorizationFlows, IAuthorizationFlow
{
    public AuthorizationReport Report { get; set; } = new(AuthorizationStatus.NotStarted);

    public IAuthorizationFlow? Find(string provider) => provider == "amazon" ? this : null;

    public ValueTask<AuthorizationStart> StartAsync(HttpContext context)
    {
        Report = new AuthorizationReport(AuthorizationStatus.Pending);
        return new(new AuthorizationStart(new Uri("https://www.amazon.com/ap/oa?state=base.sig"), TimeSpan.FromMinutes(10)));
    }

    public ValueTask<AuthorizationReport> GetStatusAsync(HttpContext context) => new(Report);

    public ValueTask<AuthorizedToken> GetTokenAsync(HttpContext context, bool refresh = false) => Report.Status == AuthorizationStatus.Active
        ? new(new AuthorizedToken("Atza|secret", time.GetUtcNow().AddHours(1)))
        : throw new ProxyErrorException(new ProxyError(ProxyErrorKind.AuthRequired, "authorization_required", "Nobody has authorized this server yet."));

    public ValueTask<bool> ClearAsync(HttpContext context)
    {
        var had = Report.Status != AuthorizationStatus.NotStarted;
        Report = new AuthorizationReport(AuthorizationStatus.NotStarted);
        return new(had);
    }
}
