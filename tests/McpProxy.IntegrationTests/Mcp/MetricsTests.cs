using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>What the instruments of the MCP endpoint say.</summary>
public sealed class MetricsTests
{
    [Theory]
    [InlineData(McpEngine.Direct)]
    [InlineData(McpEngine.Sdk)]
    public async Task Requests_AnyEnd_AreCountedByMethodEraAndOutcome(McpEngine engine)
    {
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { Engine = engine });
        using var recorder = new Recorder(server);
        server.Invoker.On("slow", (_, _) => new(new FakeOutcome("", isError: true)));
        server.Invoker.On("numbers", (_, _) => new(new FakeOutcome("", challenge: new CallerChallenge(401, []))));

        await server.Client.SendAsync(McpMessages.ModernCall("echo"));
        await server.Client.SendAsync(McpMessages.ModernCall("slow"));
        await server.Client.SendAsync(McpMessages.ModernCall("numbers"));
        await server.Client.SendAsync(McpMessages.ModernCall("nothing"));
        await server.Client.SendAsync(McpMessages.ModernCall("echo").With("Mcp-Method", null));
        await server.Client.SendAsync(McpMessages.ModernRequest("made/up"));
        await server.Client.SendAsync(McpMessages.Post("nonsense"));
        await server.Client.SendAsync(McpMessages.LegacyRequest("ping"));

        Assert.Equal(
            [
                "_other legacy error 1",
                "_other modern error 1",
                "ping legacy ok 1",
                "tools/call modern challenged 1",
                "tools/call modern error 2",
                "tools/call modern ok 1",
                "tools/call modern tool_error 1",
            ],
            recorder.Totals("mcpproxy.mcp.requests"));
    }

    [Fact]
    public async Task WebSockets_Ended_AreCountedByReason()
    {
        var webSocket = new WebSocketConfig { Enabled = true, PingInterval = TimeSpan.FromMilliseconds(20), PongTimeout = TimeSpan.FromMilliseconds(20) };
        await using var server = await McpServerFixture.StartAsync(SomeMcp.Config with { WebSocket = webSocket with { PingInterval = Wait.Limit } });
        using var recorder = new Recorder(server);

        using var closing = await WebSocketPeer.ConnectAsync(server);
        Assert.Equal([" 1"], recorder.Totals("mcpproxy.mcp.websockets"));
        await closing.CloseAsync();
        using var binary = await RawWebSocket.ConnectAsync(server);
        await binary.SendAsync(RawWebSocket.Binary, default);
        await binary.ReadCloseAsync();
        await binary.SendAsync(RawWebSocket.Close, [3, 0xe8]);
        using var wrong = await RawWebSocket.ConnectAsync(server);
        await wrong.SendAsync(3, default);
        await wrong.ReadCloseAsync();
        (await RawWebSocket.ConnectAsync(server)).Dispose();
        server.Publish(SomeMcp.Config with { WebSocket = webSocket });
        using var silent = await RawWebSocket.ConnectAsync(server);
        await silent.ReadCloseAsync();

        await AllHaveEndedAsync().Soon(); // The server notes an end a moment after the client.
        Assert.Equal(["binary 1", "client 1", "lost 2", "protocol_error 1"], recorder.Totals("mcpproxy.mcp.websocket.closes"));

        async Task AllHaveEndedAsync()
        {
            const int opened = 5;
            while (recorder.Totals("mcpproxy.mcp.websocket.closes").Sum(total => int.Parse(total.Split(' ')[1])) < opened
                || recorder.Totals("mcpproxy.mcp.websockets").Single() != " 0")
            {
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task Streams_OpenedAndClosed_AreCounted()
    {
        await using var server = await McpServerFixture.StartAsync();
        using var recorder = new Recorder(server);
        var session = (await server.Client.SendAsync(McpMessages.Initialize())).Headers.GetValues("Mcp-Session-Id").Single();

        using var stream = await EventReader.OpenAsync(server.Client, McpMessages.Get(session));
        Assert.Equal([" 1"], recorder.Totals("mcpproxy.mcp.streams"));
        Assert.Equal([" 1"], recorder.Totals("mcpproxy.mcp.sessions"));
        await server.StopAsync();

        Assert.Equal([" 0"], recorder.Totals("mcpproxy.mcp.streams"));
    }

    [Fact]
    public async Task Duration_OfACall_IsMeasuredInSeconds()
    {
        await using var server = await McpServerFixture.StartAsync();
        using var recorder = new Recorder(server);
        server.Invoker.On("slow", (_, _) =>
        {
            server.Time.Advance(TimeSpan.FromSeconds(3));
            return new(new FakeOutcome("done"));
        });

        await server.Client.SendAsync(McpMessages.ModernCall("slow"));

        Assert.Equal(["tools/call modern ok 3"], recorder.Totals("mcpproxy.mcp.request.duration"));
    }

    [Fact]
    public async Task Call_OutcomeCannotBeWritten_BreaksTheConnectionRatherThanPretend()
    {
        await using var server = await McpServerFixture.StartAsync();
        server.Invoker.On("echo", (_, _) => new(new BrokenOutcome()));

        await Assert.ThrowsAnyAsync<HttpRequestException>(async () => await (await server.Client.SendAsync(McpMessages.ModernCall("echo"))).Content.ReadAsStringAsync().Soon());
    }

    private sealed class BrokenOutcome : ToolOutcome
    {
        public override bool IsError => false;

        public override void WriteTo(System.Text.Json.Utf8JsonWriter writer, ResultDialect dialect)
        {
            writer.WriteStartObject();
            writer.WriteString("half", new string('x', 10_000));
            throw new InvalidDataException("cannot go on");
        }
    }

    private sealed class Recorder : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<(string Instrument, string Tags), double> _totals = new();

        public Recorder(McpServerFixture server)
        {
            var scope = server.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "McpProxy" && instrument.Meter.Scope == scope)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public IEnumerable<string> Totals(string instrument) =>
            _totals.Where(t => t.Key.Instrument == instrument).Select(t => $"{t.Key.Tags} {t.Value}").Order(StringComparer.Ordinal);

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            _totals.AddOrUpdate((instrument.Name, string.Join(' ', tags.ToArray().Select(t => t.Value))), value, (_, sum) => sum + value);
    }
}
