using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Shaping;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace McpProxy.Mcp.Sampling;

/// <summary>
/// The models that answer for clients which cannot sample: those of the configuration first, then those that plugins
/// registered. The first that has what the request would like is asked; when none has, the first of all.
/// </summary>
internal sealed partial class SamplingProviders(IToolInvoker invoker, IEnumerable<ISamplingProvider> registered, ILogger<SamplingProviders> logger)
{
    private readonly ISamplingProvider[] _registered = [.. registered];
    private readonly SamplingSlots _slots = new();

    /// <summary>Whether a provider can answer: there is one, and the request needs nothing that only clients have.</summary>
    public bool CanAnswer(InputRequest request, ConfigSnapshot snapshot) =>
        request.Kind == InputKind.Sampling && (_registered.Length > 0 || snapshot.Catalog.Sampling.Length > 0) && !request.Has("tools"u8) && !request.Has("toolChoice"u8);

    /// <summary>Answers a request.</summary>
    /// <returns>The <c>CreateMessageResult</c>.</returns>
    /// <exception cref="SamplingException">No model could.</exception>
    public async ValueTask<JsonElement> AnswerAsync(InputRequest request, ConfigSnapshot snapshot, HttpContext? caller, CancellationToken cancellationToken)
    {
        var sampling = SamplingReader.Read(request.Params) with { Caller = caller };
        var provider = Choose(snapshot, sampling.Preferences);
        try
        {
            return SamplingReader.Result(await provider.CreateMessageAsync(sampling, cancellationToken));
        }
        catch (Exception exception) when (exception is not SamplingException && !cancellationToken.IsCancellationRequested)
        {
            Log.ProviderFailed(logger, exception, provider.Name);
            throw new SamplingException(new ProxyError(ProxyErrorKind.Internal, "sampling_failed", $"The sampling provider '{provider.Name}' failed."));
        }
    }

    private ISamplingProvider Choose(ConfigSnapshot snapshot, SamplingPreferences preferences)
    {
        var configured = snapshot.Catalog.Sampling.Select(s => (ISamplingProvider)new RouteSamplingProvider(s, snapshot, invoker, _slots));
        var all = configured.Concat(_registered).ToArray();
        return all.FirstOrDefault(p => p.CanHandle(preferences)) ?? all[0]; // CanAnswer says that there is one.
    }

    private static partial class Log
    {
        [LoggerMessage(405, LogLevel.Error, "The sampling provider {Provider} failed.")]
        public static partial void ProviderFailed(ILogger logger, Exception exception, string provider);
    }
}
