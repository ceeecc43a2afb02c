using Microsoft.Extensions.FileProviders;

namespace McpProxy.Benchmarks.Servers;

/// <summary>One file, served by ASP.NET Core's own static files at <c>/list.json</c>.</summary>
internal static class StaticServer
{
    public static Task<int> RunAsync(string file)
    {
        var app = BenchServer.CreateBuilder().Build();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.GetDirectoryName(Path.GetFullPath(file))!) });
        return BenchServer.RunAsync(app);
    }
}
