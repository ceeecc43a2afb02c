using System.Text;
using McpProxy.Benchmarks.Micro;

namespace McpProxy.Benchmarks.Servers;

/// <summary>An upstream with JSON answers of any length, made while they are sent: <c>/json/{megabytes}</c>.</summary>
internal static class BodyServer
{
    private const int Megabyte = 1024 * 1024;

    public static Task<int> RunAsync()
    {
        var items = Items();
        var app = BenchServer.CreateBuilder().Build();
        app.MapGet("/json/{megabytes:int}", async (int megabytes, HttpResponse response) =>
        {
            response.ContentType = "application/json";
            await response.Body.WriteAsync("{\"workflows\":["u8.ToArray());
            for (long left = megabytes * (long)Megabyte; left > 0; left -= items.Length)
            {
                await response.Body.WriteAsync(items.AsMemory(0, left > items.Length ? items.Length : items.Length - 1));
            }

            await response.Body.WriteAsync("],\"nextToken\":\"t\"}"u8.ToArray());
        });
        return BenchServer.RunAsync(app);
    }

    /// <summary>About 64 KiB of elements, each with a comma behind it.</summary>
    private static byte[] Items()
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < 64 * 1024; i++)
        {
            text.Append(JsonBodies.Item("amc", i)).Append(',');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
