using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using AdsSimulator;
using Microsoft.AspNetCore.WebUtilities;

namespace McpProxy.IntegrationTests.Simulator;

/// <summary>Plays the browser and the application before a simulated token server.</summary>
internal sealed class TokenServerClient(RunningSimulator simulator, string authorizePath, string tokenPath) : IDisposable
{
    public const string RedirectUri = "http://127.0.0.1:9080/auth/callback?tenant=a";

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = simulator.BaseAddress };

    /// <summary>Where the browser is sent, or the answer that it gets instead.</summary>
    public async Task<(HttpStatusCode Status, string Location)> AuthorizeAsync(Dictionary<string, string?> query)
    {
        using var response = await Http.GetAsync(QueryHelpers.AddQueryString(authorizePath, query), TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Headers.Location?.OriginalString ?? "");
    }

    /// <summary>Goes through a successful authorization.</summary>
    public async Task<string> GetCodeAsync(Dictionary<string, string?> query)
    {
        var (status, location) = await AuthorizeAsync(query);
        Assert.Equal(HttpStatusCode.Redirect, status);
        return HttpUtility.ParseQueryString(new Uri(location).Query)["code"] ?? throw new InvalidOperationException($"There is no code in {location}.");
    }

    public async Task<(HttpStatusCode Status, JsonNode Body)> TokenAsync(params IEnumerable<(string Name, string Value)> form)
    {
        using var response = await Http.PostAsync(tokenPath, new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Name, f.Value))), TestContext.Current.CancellationToken);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(body) ?? throw new InvalidOperationException("The body is null."));
    }

    public void Dispose() => Http.Dispose();
}
