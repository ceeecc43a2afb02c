using BenchmarkDotNet.Running;
using McpProxy.Benchmarks.Load;
using McpProxy.Benchmarks.OpenApi;
using McpProxy.Benchmarks.Servers;
using McpProxy.Benchmarks.Truncation;

namespace McpProxy.Benchmarks;

/// <summary>The processes of <c>load.sh</c> and <c>truncation.sh</c> by verb; without one of them, the micro-benchmarks.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["serve-upstream"]:
                return await UpstreamServer.RunAsync();
            case ["serve-yarp", var upstream]:
                return await YarpServer.RunAsync(new Uri(upstream));
            case ["serve-bare", var upstream]:
                return await BareServer.RunAsync(new Uri(upstream));
            case ["serve-mcpproxy", var config]:
                return await McpProxyServer.RunAsync(config);
            case ["serve-static", var file]:
                return await StaticServer.RunAsync(file);
            case ["write-config", var file, var tools, var upstream]:
                ProxyConfigFile.Write(file, int.Parse(tools), new Uri(upstream));
                return 0;
            case ["save-list", var proxy, var file]:
                await File.WriteAllBytesAsync(file, await Probe.ListAsync(new Uri(proxy)));
                return 0;
            case ["serve-bodies"]:
                return await BodyServer.RunAsync();
            case ["skip"]:
                return SkipCommand.Run();
            case ["truncation"]:
                return await TruncationCommand.RunAsync();
            case ["hammer", var seconds, .. var targets] when targets.Length > 0:
                return await HammerCommand.RunAsync(int.Parse(seconds), targets);
            case ["hold", .. var counts] when counts.Length > 0:
                return await HoldCommand.RunAsync(counts);
            case ["import", var folder, .. var cache] when cache.Length <= 1:
                return await ImportCommand.RunAsync(folder, cache.FirstOrDefault());
            case ["slim", var folder, .. var supplied]:
                return await SlimCommand.RunAsync(folder, supplied);
            case ["load", .. var options]:
                return await new LoadCommand(LoadOptions.Parse(options)).RunAsync();
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
                return 0;
        }
    }
}
