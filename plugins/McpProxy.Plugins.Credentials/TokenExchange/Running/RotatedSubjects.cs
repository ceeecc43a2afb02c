using System.Text;
using McpProxy.State;
using Microsoft.Extensions.Logging;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>
/// Refresh tokens that servers gave in place of those that callers send. They are kept sealed in the state store, so that every
/// replica uses the newest one, after a restart too.
/// </summary>
internal sealed class RotatedSubjects(string exchange, IStateStore store, ISeal seal, ILogger logger)
{
    private const string Purpose = "token exchange subject";

    private static readonly TimeSpan TimeToLive = TimeSpan.FromDays(365);

    public async ValueTask<RotatedSubject> ReadAsync(ExchangeInputs inputs)
    {
        var key = KeyOf(inputs);
        if (await store.Records.GetAsync(key) is not { } record)
        {
            return new(null, 0);
        }

        // What was sealed with a key that is gone is as good as nothing, but a write must still replace that very record.
        var text = seal.Open(Purpose, record.Value.Span, Encoding.UTF8.GetBytes(key));
        return new(text is not { Length: > 0 } ? null : Encoding.UTF8.GetString(text), record.Version);
    }

    /// <summary>Keeps a new credential, unless somebody else has kept one since the last was read.</summary>
    public async ValueTask WriteAsync(ExchangeInputs inputs, string text, long expectedVersion)
    {
        var key = KeyOf(inputs);
        try
        {
            var value = seal.Seal(Purpose, Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(key));
            await store.Records.TrySetAsync(key, value, expectedVersion, TimeToLive);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The access token that came with it is good. What is lost shows when that has ended.
            TokenExchangeLog.RotationNotKept(logger, exchange, inputs.Subject.LogName, e);
        }
    }

    /// <summary>
    /// Drops what was read, but nothing newer. Records cannot be removed by version, so an empty one takes its place, which
    /// lives as long: if it ended sooner, a write that expects its version would fail.
    /// </summary>
    public async ValueTask DropAsync(ExchangeInputs inputs, long expectedVersion)
    {
        var key = KeyOf(inputs);
        await store.Records.TrySetAsync(key, seal.Seal(Purpose, [], Encoding.UTF8.GetBytes(key)), expectedVersion, TimeToLive);
    }

    private string KeyOf(ExchangeInputs inputs) => StateKeys.For(Purpose, exchange, inputs.Owner, inputs.Subject.Fingerprint);
}
