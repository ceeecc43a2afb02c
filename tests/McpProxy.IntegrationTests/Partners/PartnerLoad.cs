using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using AdsSimulator.OpenBridge;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Partners;

/// <summary>Calls of several partners, mixed over both doors and over the same connections. Every answer that is not that of the caller's own account is kept.</summary>
/// <param name="gateway">Runs <c>openbridge.json</c>.</param>
/// <param name="connections">Connections, and calls at the same time.</param>
internal sealed class PartnerLoad(ExampleGateway gateway, int connections) : IDisposable
{
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly List<Choice> _choices = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false }) { BaseAddress = gateway.Proxy.Address };

    /// <summary>What went wrong.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Chooses each identity of a partner once with a handle and once in a session, which later calls use.</summary>
    public async Task AddAsync(string token)
    {
        var caller = Caller.Bearer(token);
        foreach (var identity in gateway.Simulator.OpenBridge.AccountOf(token).Identities.Where(i => i.Type == PartnerIdentity.AmazonAds))
        {
            var chosen = await gateway.CallToolAsync(caller, "set_context", $$"""{"identity_id":"{{identity.Id}}","profile_id":"{{identity.ProfileIds[1]}}"}""");
            using var opened = await gateway.PostAsync(caller, McpMessages.Initialize());
            var session = opened.Headers.GetValues("Mcp-Session-Id").Single();
            using var set = await gateway.PostAsync(caller, Call(session, "set_context", $$"""{"identity_id":"{{identity.Id}}","profile_id":"{{identity.ProfileIds[1]}}"}"""));
            set.EnsureSuccessStatusCode();
            _choices.Add(new(caller, identity, chosen.GetProperty("context").GetString()!, session));
        }
    }

    /// <summary>Makes so many calls.</summary>
    public Task RunAsync(int calls) => Task.WhenAll(Enumerable.Range(0, connections).Select(async worker =>
    {
        var random = new Random(worker);
        for (var i = worker; i < calls; i += connections)
        {
            var choice = _choices[random.Next(_choices.Count)];
            try
            {
                await CallAsync(choice, random.Next(6));
            }
            catch (Exception e) when (e is HttpRequestException or InvalidOperationException or KeyNotFoundException or JsonException)
            {
                _failures.Enqueue($"{choice.Identity.Account}: {e.Message}");
            }
        }
    }));

    public void Dispose() => _http.Dispose();

    private Task CallAsync(Choice choice, int kind) => kind switch
    {
        0 => ProfilesAsync(choice, Get(choice, "/v2/profiles", ("X-McpProxy-Identity", choice.Identity.Id)), body => body),
        1 => CampaignsAsync(choice, Post(choice, ("X-McpProxy-Identity", choice.Identity.Id), ("X-McpProxy-Profile", choice.Identity.ProfileIds[0].ToString(CultureInfo.InvariantCulture)))),
        2 => CampaignsAsync(choice, Post(choice, ("X-McpProxy-Context", choice.Handle))),
        3 => CampaignsAsync(choice, McpMessages.ModernCall("list_campaigns", $$"""{"context":"{{choice.Handle}}"}""")),
        4 => CampaignsAsync(choice, Call(choice.Session, "list_campaigns", "{}")),
        _ => ProfilesAsync(choice, McpMessages.ModernCall("page_profiles", $$"""{"context":"{{choice.Handle}}"}"""), body => body.GetProperty("result").GetProperty("structuredContent").GetProperty("items")),
    };

    private async Task ProfilesAsync(Choice choice, HttpRequestMessage request, Func<JsonElement, JsonElement> find)
    {
        var text = await SendAsync(choice, request);
        var ids = find(JsonElement.Parse(text)).EnumerateArray().Select(p => (p.TryGetProperty("profileId", out var id) ? id : p.GetProperty("profile_id")).ToString()).ToList();
        Expect(ids.SequenceEqual(choice.Identity.ProfileIds.Select(p => p.ToString(CultureInfo.InvariantCulture))), choice, text);
    }

    private async Task CampaignsAsync(Choice choice, HttpRequestMessage request)
    {
        // The simulator has refused it unless token, client, region and profile are of one account; whose it was is looked up in what it received.
        var text = await SendAsync(choice, request);
        Expect(text.Contains("campaignId", StringComparison.Ordinal) && !text.Contains("\"isError\":true", StringComparison.Ordinal), choice, text);
    }

    private async Task<string> SendAsync(Choice choice, HttpRequestMessage request)
    {
        using (request)
        {
            choice.Caller.Apply(request);
            using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Expect(response.StatusCode == HttpStatusCode.OK, choice, text);
            var data = text.StartsWith("event:", StringComparison.Ordinal) || text.StartsWith("id:", StringComparison.Ordinal) ? text[(text.IndexOf("data:", StringComparison.Ordinal) + 5)..] : text;
            return data;
        }
    }

    private void Expect(bool isOwn, Choice choice, string text)
    {
        if (!isOwn)
        {
            _failures.Enqueue($"{choice.Identity.Account} got {text}");
        }
    }

    private static HttpRequestMessage Get(Choice choice, string path, params (string Name, string Value)[] headers) => With(new(HttpMethod.Get, path), headers);

    private static HttpRequestMessage Post(Choice choice, params (string Name, string Value)[] headers) =>
        With(new(HttpMethod.Post, "/sp/campaigns/list") { Content = new StringContent("""{"maxResults":1}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) }, headers);

    private static HttpRequestMessage Call(string session, string tool, string arguments) =>
        McpMessages.LegacyRequest("tools/call", $$"""{"name":"{{tool}}","arguments":{{arguments}} }""", session: session);

    private static HttpRequestMessage With(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        new Caller(headers).Apply(request);
        return request;
    }

    /// <param name="Caller">The partner.</param>
    /// <param name="Identity">Its account.</param>
    /// <param name="Handle">A handle that stands for it and its second profile.</param>
    /// <param name="Session">A session in which the same is chosen.</param>
    private sealed record Choice(Caller Caller, PartnerIdentity Identity, string Handle, string Session);
}
