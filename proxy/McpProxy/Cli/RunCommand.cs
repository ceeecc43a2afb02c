using System.CommandLine;
using System.Net.Sockets;
using McpProxy.Configuration;
using McpProxy.Host.Hosting;
using McpProxy.Tools.Compilation;
using Microsoft.AspNetCore.Connections;
using Yarp.ReverseProxy;

namespace McpProxy.Host.Cli;

/// <summary><c>mcpproxy run</c>, which is also what <c>mcpproxy</c> alone does.</summary>
internal sealed class RunCommand : Verb
{
    private readonly CommonOptions _common;

    public RunCommand(CommonOptions common)
        : base("run", "Run the proxy (the default). SIGTERM or Ctrl+C stops it when the calls in flight are done; a second one at once.")
    {
        _common = common;
        Add(common.Urls);
    }

    public override IReadOnlyList<string> Examples { get; } =
    [
        "mcpproxy run --config my.json --urls http://127.0.0.1:9000",
        "mcpproxy run --config base.json --config production.json",
        "Mcp__Instructions='Use sparingly.' mcpproxy run --config my.json",
    ];

    protected override async Task<int> RunAsync(ParseResult parsed, CliConsole console, CancellationToken cancellationToken)
    {
        await using var host = await ProxyHost.OpenAsync(_common.Settings(parsed), HostMode.Serve, cancellationToken);
        if (await TryStartAsync(host, console, cancellationToken))
        {
            await console.Output.WriteLineAsync(ReadyLine(host));
            await console.Output.FlushAsync(cancellationToken);
            GiveBackMemory();
            SchemaRehearsal.Begin([.. host.Services.GetRequiredService<LiveConfig>().Current.Catalog.All.Tools.Select(t => t.InputSchema)]);
            await WaitForEndAsync(host, cancellationToken);
            return ExitCodes.Ok;
        }

        return ExitCodes.Failed;
    }

    private static async Task<bool> TryStartAsync(ProxyHost host, CliConsole console, CancellationToken cancellationToken)
    {
        try
        {
            await host.App.StartAsync(cancellationToken);
            return true;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await console.Error.WriteLineAsync($"mcpproxy: {e.Message} Stop the other process, or listen elsewhere: --urls http://localhost:PORT.");
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or SocketException or ArgumentException or FormatException)
        {
            // No right to this port, an address of another machine, HTTPS without a certificate.
            await console.Error.WriteLineAsync($"mcpproxy: cannot listen: {e.Message}");
        }

        return false;
    }

    /// <summary>
    /// Loading a configuration leaves more garbage than the process then holds, and in a process that idles nobody would collect it
    /// for long. Once, before there is load: it stops everything for some 20 ms.
    /// </summary>
    private static void GiveBackMemory() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private static string ReadyLine(ProxyHost host)
    {
        var live = host.Services.GetRequiredService<LiveConfig>().Current;
        var routes = host.Services.GetRequiredService<IProxyStateLookup>().GetRoutes().Count();
        var all = live.Catalog.All;
        var urls = host.App.Urls.Select(u => u.TrimEnd('/')).ToList();
        return $"McpProxy is ready: proxy {string.Join(", ", urls)}, MCP {string.Join(", ", urls.Select(u => u + live.Mcp.Path))}, {Counts.Of(routes, "route")}, {Counts.Of(all.Tools.Length, "tool")}{Counts.OfMore(all.Resources.Count, all.Prompts.Length)}.";
    }

    private static async Task WaitForEndAsync(ProxyHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.App.WaitForShutdownAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (host.App.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The drain timeout has passed: what was still running has been cut off, and the end is as it was asked for.
        }
    }
}
