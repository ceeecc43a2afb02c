using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Shaping.Truncation;
using McpProxy.State.Artifacts;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Shaping.Continuation;

/// <summary>
/// The whole of an answer, kept beside it while it is shortened: by its route, by its tool, or by one after the other. It stays
/// when any of them has cut something. A feature of the exchange; not thread-safe.
/// </summary>
/// <param name="writer">Takes the bytes.</param>
/// <param name="address">Where the caller will find it.</param>
/// <param name="response">Where it was announced; null when it was not.</param>
/// <param name="choices">What is kept of it by choice, one after the other: what an operator leaves out of answers is not found here either.</param>
internal sealed class RestOfAnswer(ArtifactWriter writer, string address, HttpResponse? response, IEnumerable<TruncationRules> choices) : IDisposable
{
    private readonly JsonTruncator[] _choices = [.. choices.Select(c => new JsonTruncator(c))];
    private int _users = 1;
    private bool _isCut;
    private bool _isChosen;
    private bool _isBroken;

    /// <summary>Where MCP clients find it; null when it is not kept.</summary>
    public ArtifactLink? Link { get; private set; }

    /// <summary>Says that the same answer is shortened once more, further on.</summary>
    public void Join() => _users++;

    /// <summary>Takes the next bytes of the answer.</summary>
    public ValueTask TakeAsync(ReadOnlyMemory<byte> bytes) => _choices.Length == 0 ? writer.WriteAsync(bytes) : ChooseAsync(bytes, 0);

    /// <summary>Writes an entry of the note on what was cut: where all of it is, or why it is not kept.</summary>
    public void Describe(PooledBuffer note)
    {
        using var json = new Utf8JsonWriter(note);
        json.WriteStartObject();
        if (writer.TryAnnounce())
        {
            json.WriteString("resource"u8, address);
        }
        else
        {
            json.WriteString("not_kept"u8, Explain(writer.Refusal));
        }

        json.WriteEndObject();
    }

    /// <summary>Says that the answer has ended.</summary>
    /// <param name="isCut">Whether something was cut, and all of it was seen.</param>
    public async ValueTask EndAsync(bool isCut)
    {
        _isCut |= isCut;
        await CompleteChoicesAsync();
        if (--_users > 0)
        {
            return;
        }

        if (_isCut && !_isBroken && await writer.CompleteAsync())
        {
            Link = new ArtifactLink(address, writer.Artifact.MediaType, writer.Artifact.Length);
            return;
        }

        await writer.DisposeAsync();
        if (response is { HasStarted: false })
        {
            response.Headers.Remove("Link");
        }
    }

    /// <summary>The answer broke off, or nobody reads it.</summary>
    public void Dispose()
    {
        Array.ForEach(_choices, c => c.Dispose());
        writer.Dispose();
    }

    private async ValueTask ChooseAsync(ReadOnlyMemory<byte> bytes, int at)
    {
        if (at == _choices.Length)
        {
            await writer.WriteAsync(bytes);
            return;
        }

        _choices[at].Write(bytes.Span);
        await PassOnAsync(at);
    }

    private async ValueTask PassOnAsync(int at)
    {
        var ready = _choices[at].Ready;
        if (!ready.IsEmpty)
        {
            await ChooseAsync(ready, at + 1);
            _choices[at].Release(ready.Length);
        }
    }

    /// <summary>Whoever gives the bytes is the first to see their end.</summary>
    private async ValueTask CompleteChoicesAsync()
    {
        for (var i = 0; i < _choices.Length && !_isChosen; i++)
        {
            _choices[i].Complete();
            await PassOnAsync(i);
            _isBroken |= _choices[i].MalformedAt is not null;
        }

        _isChosen = true;
    }

    private static string Explain(ArtifactRefusal refusal) => refusal switch
    {
        ArtifactRefusal.TooLarge => "The whole answer is larger than what is kept of one.",
        ArtifactRefusal.CallerFull => "The whole answer is larger than what is kept for one caller.",
        ArtifactRefusal.Full => "There is no room left to keep whole answers.",
        _ => "The whole answer could not be written.",
    };
}
