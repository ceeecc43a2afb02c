using System.IO.Compression;
using System.Text;
using AdsSimulator.Answers;

namespace AdsSimulator.Samples;

internal static class SampleEndpoints
{
    public static void MapSamples(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead("/text/utf8", context => ByteAnswer.WriteAsync(context, SampleAnswers.Text, "text/plain; charset=utf-8"));
        endpoints.MapRead("/text/latin1", context => ByteAnswer.WriteAsync(context, Encoding.Latin1.GetBytes(SampleAnswers.Latin1Text), "text/plain; charset=iso-8859-1"));
        endpoints.MapRead("/text/report.xml", context => ByteAnswer.WriteAsync(context, SampleAnswers.Xml, "application/xml"));
        endpoints.MapRead("/text/report.csv", context => ByteAnswer.WriteAsync(context, SampleAnswers.Csv, "text/csv"));
        endpoints.MapRead("/json/plain", context => ByteAnswer.WriteAsync(context, SampleAnswers.Json, JsonAnswer.Json));
        endpoints.MapRead("/json/gzip", GzipAsync);
        endpoints.MapRead("/json/invalid", context => ByteAnswer.WriteAsync(context, SampleAnswers.InvalidJson, JsonAnswer.Json));
        endpoints.MapRead("/problem", ProblemAsync);
        endpoints.MapRead("/mcp-result", context => ByteAnswer.WriteAsync(context, SampleAnswers.McpResult, "application/vnd.mcp.tool-result+json"));
        endpoints.Map("/empty", context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
    }

    /// <summary>Compressed whether the caller asked for it or not, as some upstreams do.</summary>
    private static Task GzipAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        using (var gzip = new GZipStream(body, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(SampleAnswers.Json));
        }

        context.Response.Headers.ContentEncoding = "gzip";
        return ByteAnswer.WriteAsync(context, body.ToArray(), JsonAnswer.Json);
    }

    private static Task ProblemAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return ByteAnswer.WriteAsync(context, SampleAnswers.Problem, Problem.MediaType);
    }
}
