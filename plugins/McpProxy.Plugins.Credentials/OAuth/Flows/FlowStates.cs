using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using McpProxy.State;

namespace McpProxy.Plugins.Credentials.OAuth.Flows;

/// <summary>The flows that have begun, by state. Each can be used once, whichever replica its callbacks come to.</summary>
internal sealed class FlowStates(IStateStore store, ISeal seal, TimeProvider time)
{
    private const string Purpose = "oauth state";
    private const string KeyPrefix = "oauth:state:";

    /// <summary>An expired flow is remembered, so that the log can say that it expired.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly byte[] _key = seal.DeriveKey("oauth state signature");

    /// <summary>Keeps a new flow.</summary>
    /// <param name="entry">The flow.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The state for its URL, and the id under which it can be removed.</returns>
    public async ValueTask<(string State, string Id)> AddAsync(FlowEntry entry, CancellationToken cancellationToken)
    {
        var stateBase = StateSignature.CreateBase();
        var id = IdOf(stateBase);
        await store.Records.SetAsync(KeyPrefix + id, Seal(entry, id), entry.Expires - time.GetUtcNow() + Remembered, cancellationToken);
        return ($"{stateBase}.{StateSignature.Sign(_key, stateBase, entry.Nonce, entry.AuthorizationUrl)}", id);
    }

    /// <summary>Finds the flow of a state and checks it, without using it.</summary>
    /// <exception cref="StateException">The state is not genuine, used, or expired.</exception>
    public async ValueTask<FlowState> FindAsync(string state, CancellationToken cancellationToken)
    {
        if (!StateSignature.TrySplit(state, out var stateBase, out var signature))
        {
            throw new StateException("Malformed state");
        }

        var id = IdOf(stateBase);
        if (await store.Records.GetAsync(KeyPrefix + id, cancellationToken) is not { } record || Open(record.Value, id) is not { } entry)
        {
            throw new StateException("Invalid or expired state");
        }

        if (!StateSignature.IsGenuine(_key, stateBase, signature, entry))
        {
            throw new StateException("Invalid state signature");
        }

        if (entry.Completed)
        {
            throw new StateException("State already used");
        }

        return entry.Expires > time.GetUtcNow() ? new FlowState(id, record.Version, entry) : throw new StateException("State expired");
    }

    /// <summary>Uses a state. Of several that try at once, one succeeds.</summary>
    /// <exception cref="StateException">Another was faster.</exception>
    public async ValueTask UseAsync(FlowState state, CancellationToken cancellationToken)
    {
        var used = Seal(state.Entry with { Completed = true, Verifier = null }, state.Id);
        if (await store.Records.TrySetAsync(KeyPrefix + state.Id, used, state.Version, state.Entry.Expires - time.GetUtcNow() + Remembered, cancellationToken) is null)
        {
            throw new StateException("State already used");
        }
    }

    public async ValueTask RemoveAsync(string id, CancellationToken cancellationToken) =>
        await store.Records.RemoveAsync(KeyPrefix + id, cancellationToken);

    /// <summary>Keys of records may be seen by who runs the store: they must not be a part of the state.</summary>
    private static string IdOf(string stateBase) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(stateBase)));

    private byte[] Seal(FlowEntry entry, string id) =>
        seal.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(entry, OAuthJson.Default.FlowEntry), Encoding.ASCII.GetBytes(id));

    private FlowEntry? Open(ReadOnlyMemory<byte> bytes, string id) =>
        seal.Open(Purpose, bytes.Span, Encoding.ASCII.GetBytes(id)) is { } plain ? JsonSerializer.Deserialize(plain, OAuthJson.Default.FlowEntry) : null;
}
