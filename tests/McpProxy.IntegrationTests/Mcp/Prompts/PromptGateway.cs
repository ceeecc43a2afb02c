using System.Text.Json.Nodes;
using McpProxy.IntegrationTests.Dispatch;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Mcp.Prompts;

/// <summary>A gateway with prompts of every kind in front of a <see cref="PromptUpstream"/>.</summary>
internal sealed class PromptGateway : IAsyncDisposable
{
    public const string Modern = "2026-07-28";

    private readonly ProxyHost _proxy;

    private PromptGateway(PromptUpstream upstream, ProxyHost proxy)
    {
        Upstream = upstream;
        _proxy = proxy;
    }

    public PromptUpstream Upstream { get; }

    public ProxyHost Proxy => _proxy;

    public static async Task<PromptGateway> StartAsync(string engine, string more = "")
    {
        var upstream = await PromptUpstream.StartAsync();
        var proxy = await ProxyHost.StartAsync(Configuration(upstream.Address, engine, more), builder =>
        {
            builder.Services.AddAuthentication(HeaderAuthenticationHandler.SchemeName)
                .AddScheme<AuthenticationSchemeOptions, HeaderAuthenticationHandler>(HeaderAuthenticationHandler.SchemeName, null);
            builder.Services.AddAuthorizationBuilder().AddPolicy("known-users", p => p.RequireAuthenticatedUser());
        }, app => app.UseAuthentication().UseAuthorization());
        return new PromptGateway(upstream, proxy);
    }

    /// <summary>Sends a request of any revision, without a session.</summary>
    public async Task<Answer> SendAsync(string method, string parameters = "", string? name = null, string revision = Modern, string path = "/mcp", string? user = null)
    {
        using var request = revision == Modern
            ? McpMessages.ModernRequest(method, parameters, name, path: path)
            : McpMessages.LegacyRequest(method, "{" + parameters + "}", version: revision, path: path);
        return await Answer.ReadAsync(await _proxy.Http.SendAsync(request.With("Authorization", user is null ? null : "User " + user)));
    }

    public Task<Answer> GetAsync(string prompt, string arguments = "{}", string revision = Modern, string? user = null) =>
        SendAsync("prompts/get", $"\"name\":\"{prompt}\",\"arguments\":{arguments}", prompt, revision, user: user);

    public Task<Answer> CompleteAsync(string prompt, string argument, string value, string more = "", string revision = Modern, string? user = null) =>
        SendAsync("completion/complete", $$"""
            "ref":{"type":"ref/prompt","name":"{{prompt}}"},"argument":{"name":"{{argument}}","value":"{{value}}"}{{more}}
            """, revision: revision, user: user);

    /// <summary>The content of each message.</summary>
    public static List<JsonNode> Contents(Answer answer) => [.. answer.Result!["messages"]!.AsArray().Select(m => m!["content"]!)];

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await Upstream.DisposeAsync();
    }

    private static string Configuration(Uri upstream, string engine, string more) => $$$"""
        {
          "ReverseProxy": {
            "Routes": {
              "all": { "ClusterId": "up", "Match": { "Path": "/{**rest}" } },
              "guarded": { "ClusterId": "up", "AuthorizationPolicy": "known-users", "Order": -1, "Match": { "Path": "/guarded/{**rest}" } }
            },
            "Clusters": { "up": { "Destinations": { "d": { "Address": "{{{upstream}}}" } } } }
          },
          "Mcp": {
            "Engine": "{{{engine}}}",
            "ServerInfo": { "Name": "s", "Version": "1" },
            "PageSize": 100,
            "Limits": { "MaxPromptArgumentLength": 200, "MaxPromptBytes": 4096 },
            "Tools": { "ping": { "Route": "all", "Request": "GET /text" } },
            "Toolsets": { "few": { "Prompts": [ "re*" ] }, "none": { } },
            "Prompts": {
              "review": {
                "Title": "Review", "Description": "Review a campaign.",
                "Icons": [ { "Src": "https://example.com/i.png", "MimeType": "image/png" } ],
                "Arguments": {
                  "campaignId": "string! Campaign to review",
                  "tone": { "Title": "Tone", "Default": "plain", "Complete": { "Values": [ "Formal", "informal", "casual" ] } },
                  "note": "string"
                },
                "Messages": [
                  { "Text": "Review {campaignId} in a {tone} tone. {{not a hole}} {note}" },
                  { "Role": "assistant", "Text": "I will." }
                ]
              },
              "media": {
                "Arguments": { "id": { "Required": true, "Complete": { "Route": "all", "Request": "GET /ids?prefix={value}&kind={kind}", "Select": "items.id" } },
                               "kind": { "Complete": { "Route": "all", "Request": "GET /kinds" } } },
                "Messages": [
                  { "Image": { "Data": "AQID", "MimeType": "image/png" } },
                  { "Image": { "Route": "all", "Request": "GET /image/{id}" } },
                  { "Audio": { "Route": "all", "Request": "GET /audio?id={id}&rate=8" } },
                  { "Resource": { "Uri": "ads://things/{id}", "Route": "all", "Request": "GET /json/{id}" } },
                  { "Resource": { "Uri": "{id}", "Text": "Thing {id}", "MimeType": "text/markdown" } },
                  { "Resource": { "Uri": "ads://bytes", "Route": "all", "Request": "GET /bytes" } }
                ]
              },
              "rendered": {
                "Route": "all", "Request": "POST /render/{kind}",
                "Arguments": { "kind": "string!", "topic": "string", "size": { "Default": "small", "Complete": { "Route": "guarded", "Request": "GET /guarded/sizes" } } }
              },
              "failing": { "Arguments": { "status": "string!", "slow": { "Complete": { "Route": "all", "Request": "GET /status/500" } } },
                "Messages": [ { "Text": "x" }, { "Image": { "Route": "all", "Request": "GET /image/1" } }, { "Resource": { "Uri": "ads://x", "Route": "all", "Request": "GET /status/{status}" } } ] },
              "wrong_type": { "Messages": [ { "Image": { "Route": "all", "Request": "GET /text" } } ] },
              "large": { "Messages": [ { "Resource": { "Uri": "ads://1", "Route": "all", "Request": "GET /large" } }, { "Resource": { "Uri": "ads://2", "Route": "all", "Request": "GET /large" } } ] },
              "guarded": { "Messages": [ { "Resource": { "Uri": "ads://1", "Route": "guarded", "Request": "GET /guarded/1" } }, { "Resource": { "Uri": "ads://2", "Route": "guarded", "Request": "GET /guarded/2" } } ] },
              "off": { "Enabled": false, "Messages": [ { "Text": "x" } ] }
              {{{more}}}
            }
          }
        }
        """;
}
