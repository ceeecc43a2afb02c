using System.Globalization;
using System.Text;
using System.Text.Json;
using McpProxy.Plugins.Credentials.TokenExchange.Caching;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;
using McpProxy.State;
using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>Results in the state store, sealed, so that replicas share them. A store that fails costs an exchange, no call.</summary>
internal sealed class SharedResults(ExchangePlan plan, IStateStore store, ISeal seal, TimeProvider time, ILogger logger)
{
    private const string Purpose = "token exchange result";

    /// <summary>A result of another replica, or of before a restart, that need not be renewed yet; null when there is none.</summary>
    public async ValueTask<StepResult?> ReadAsync(StepKey key)
    {
        try
        {
            var name = NameOf(key);
            if (await store.Records.GetAsync(name) is not { } record || seal.Open(Purpose, record.Value.Span, Encoding.UTF8.GetBytes(name)) is not { } plain)
            {
                return null;
            }

            var result = Read(plain);
            return time.GetUtcNow() < result.RefreshAt ? result : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            TokenExchangeLog.StoreFailed(logger, plan.Name, e);
            return null;
        }
    }

    public async ValueTask WriteAsync(StepKey key, StepResult result)
    {
        try
        {
            var name = NameOf(key);
            if (result.ExpiresAt - time.GetUtcNow() is var left && left > TimeSpan.Zero)
            {
                await store.Records.SetAsync(name, seal.Seal(Purpose, Write(result), Encoding.UTF8.GetBytes(name)), left);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            TokenExchangeLog.StoreFailed(logger, plan.Name, e);
        }
    }

    public async Task RemoveAsync(StepKey key)
    {
        try
        {
            await store.Records.RemoveAsync(NameOf(key));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            TokenExchangeLog.StoreFailed(logger, plan.Name, e);
        }
    }

    private string NameOf(StepKey key) =>
        StateKeys.For(Purpose, plan.Name, plan.Revision, key.Step.ToString(CultureInfo.InvariantCulture), key.Owner, key.Fingerprint, key.Identity, key.Region, key.Profile);

    private static byte[] Write(StepResult result) => JsonSerializer.SerializeToUtf8Bytes(
        new SharedResult(result.ObtainedAt, result.RefreshAt, result.ExpiresAt, result.Values.ToDictionary(v => v.Key, v => new SharedValue(v.Value.Text, v.Value.IsJson))));

    private static StepResult Read(byte[] json)
    {
        var shared = JsonSerializer.Deserialize<SharedResult>(json) ?? throw new InvalidDataException("The record is empty.");
        return new StepResult(shared.Values.ToDictionary(v => v.Key, v => new TemplateValue(v.Value.Text, v.Value.IsJson), StringComparer.OrdinalIgnoreCase))
        {
            ObtainedAt = shared.ObtainedAt,
            RefreshAt = shared.RefreshAt,
            ExpiresAt = shared.ExpiresAt,
        };
    }

    private sealed record SharedResult(DateTimeOffset ObtainedAt, DateTimeOffset RefreshAt, DateTimeOffset ExpiresAt, Dictionary<string, SharedValue> Values);

    private sealed record SharedValue(string Text, bool IsJson);
}
