using System.Diagnostics.Metrics;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Dispatch;

/// <summary>A tool, a resource and a prompt of one name are told apart by what they were called for.</summary>
public sealed class CallOperationTests
{
    [Fact]
    public async Task Calls_OfOneName_AreMeasuredByOperation()
    {
        await using var upstream = new RawUpstream();
        await using var proxy = await ProxyHost.StartAsync($$"""
            {
              "ReverseProxy": {
                "Routes": { "api": { "ClusterId": "api", "Match": { "Path": "/{**rest}" } } },
                "Clusters": { "api": { "Destinations": { "d": { "Address": "{{upstream.Address}}" } } } }
              },
              "Mcp": {
                "Tools": { "same": { "Route": "api", "Request": "GET /tool" } },
                "Resources": { "same": { "Uri": "test://same", "Route": "api", "Request": "GET /resource" } },
                "Prompts": { "same": {
                  "Arguments": { "a": { "Complete": { "Route": "api", "Request": "GET /values" } } },
                  "Messages": [ { "Resource": { "Uri": "test://piece", "Route": "api", "Request": "GET /piece" } } ] } }
              }
            }
            """);
        var measured = new List<string>();
        using var listener = new MeterListener();
        var scope = proxy.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == scope && instrument.Name == "mcpproxy.dispatch.call.duration")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            lock (measured)
            {
                measured.Add(string.Join(' ', tags.ToArray().Where(t => t.Key != "outcome").Select(t => $"{t.Key}={t.Value}")));
            }
        });
        listener.Start();

        foreach (var request in (HttpRequestMessage[])[
            McpMessages.ModernCall("same"),
            McpMessages.ModernRequest("resources/read", "\"uri\":\"test://same\"", "test://same"),
            McpMessages.ModernRequest("prompts/get", "\"name\":\"same\"", "same"),
            McpMessages.ModernRequest("completion/complete", """ "ref":{"type":"ref/prompt","name":"same"},"argument":{"name":"a","value":""} """)])
        {
            using var answer = await proxy.Http.SendAsync(request, TestContext.Current.CancellationToken);
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(
            ["operation=tools/call tool=same", "operation=resources/read tool=same", "operation=prompts/get tool=same", "operation=completion/complete tool=same"],
            measured);
    }
}
