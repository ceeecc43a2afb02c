using System.Text;
using AdsSimulator.Answers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace AdsSimulator.Echo;

internal static class EchoEndpoints
{
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void MapEcho(this IEndpointRouteBuilder endpoints) => endpoints.Map("/echo/{**rest}", EchoAsync);

    private static async Task EchoAsync(HttpContext context)
    {
        var request = context.Request;
        var (text, base64) = Describe(await ReadBodyAsync(context));
        var answer = new EchoAnswer(
            request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            request.Path.Value ?? "",
            ReadQuery(request.QueryString.Value),
            [.. request.Headers.SelectMany(h => h.Value, (h, value) => new[] { h.Key, value ?? "" })],
            text,
            base64);
        await JsonAnswer.WriteAsync(context, answer, SimulatorJson.Shared.EchoAnswer);
    }

    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        return buffer.ToArray();
    }

    private static string[][] ReadQuery(string? query)
    {
        var pairs = new List<string[]>();
        foreach (var pair in new QueryStringEnumerable(query))
        {
            pairs.Add([pair.DecodeName().ToString(), pair.DecodeValue().ToString()]);
        }

        return [.. pairs];
    }

    private static (string? Text, string? Base64) Describe(byte[] body)
    {
        try
        {
            return (_strictUtf8.GetString(body), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, Convert.ToBase64String(body));
        }
    }
}
