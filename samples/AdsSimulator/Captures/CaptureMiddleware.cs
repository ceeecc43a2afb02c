using System.Text;
using AdsSimulator.Control;
using Microsoft.AspNetCore.Http.Features;

namespace AdsSimulator.Captures;

/// <summary>Keeps a copy of each request while <see cref="RequestCaptures.Keep"/> is above zero.</summary>
internal sealed class CaptureMiddleware(RequestDelegate next, RequestCaptures captures)
{
    public Task InvokeAsync(HttpContext context) => captures.Keep == 0 || ControlEndpoints.IsControl(context) ? next(context) : CaptureAsync(context);

    private async Task CaptureAsync(HttpContext context)
    {
        var number = captures.NextNumber();
        var (method, path) = (context.Request.Method, context.Request.Path.Value ?? "");
        // Read here and not while the endpoint reads: what no endpoint looks at may be what a test looks for.
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }
        finally
        {
            var kept = body.GetBuffer().AsSpan(0, (int)Math.Min(body.Length, RequestCaptures.MaxBodyBytes));
            captures.Add(new(
                number,
                method,
                context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
                path,
                [.. context.Request.Headers.SelectMany(h => h.Value, (h, value) => KeyValuePair.Create(h.Key, value ?? ""))],
                Encoding.Latin1.GetString(kept),
                body.Length));
        }

        body.Position = 0;
        context.Request.Body = body;
        await next(context);
    }
}
