using System.Net.Http.Headers;
using McpProxy.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.UnitTests.Transforms;

/// <summary>Runs transforms as YARP does: the caller's headers are copied first, then each transform is applied.</summary>
internal static class SomeTransform
{
    public const string Prefix = "https://upstream.example/";

    public static DefaultHttpContext Request(string method, string target, params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext();
        var parts = target.Split('?', 2);
        context.Request.Method = method;
        context.Request.Path = parts[0];
        context.Request.QueryString = parts.Length > 1 ? new QueryString("?" + parts[1]) : default;
        context.Features.Set(new ProxyExchange { RequestId = "request-1" });
        foreach (var (name, value) in headers)
        {
            context.Request.Headers.Append(name, value);
        }

        return context;
    }

    /// <summary>The request that goes upstream.</summary>
    public static async Task<HttpRequestMessage> ApplyAsync(HttpContext context, Action<TransformBuilderContext> add, ICandidateConfiguration? configuration = null)
    {
        using var services = new ServiceCollection().AddLogging().AddSingleton(configuration ?? new FixedCandidate("{}")).AddSingleton<ExchangePreparations>().AddReverseProxy().Services.BuildServiceProvider();
        var transformer = services.GetRequiredService<ITransformBuilder>().Create(builder =>
        {
            builder.UseDefaultForwarders = false;
            add(builder);
        });
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), (Uri?)null);
        if (context.Request.ContentLength > 0)
        {
            request.Content = new ByteArrayContent([]);
        }

        await transformer.TransformRequestAsync(context, request, Prefix, CancellationToken.None);
        return request;
    }

    /// <summary>Validates one use of a transform, behind others of the route, and gives the mistakes.</summary>
    public static IReadOnlyList<string> Validate(ITransformFactory factory, ICandidateConfiguration configuration, Dictionary<string, string> use, params Dictionary<string, string>[] before)
    {
        using var services = new ServiceCollection().AddSingleton(configuration).BuildServiceProvider();
        var context = new TransformRouteValidationContext
        {
            Services = services,
            Route = new RouteConfig { RouteId = "ads", Match = new RouteMatch { Path = "/" }, Transforms = [new Dictionary<string, string> { ["PathPrefix"] = "/x" }, .. before, use] },
        };
        Assert.True(factory.Validate(context, use));
        return [.. context.Errors.Select(e => Assert.IsType<ConfigErrorException>(e).Error.ToString())];
    }

    public static string? Header(this HttpRequestMessage request, string name) =>
        request.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : null;
}
