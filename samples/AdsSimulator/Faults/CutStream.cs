namespace AdsSimulator.Faults;

/// <summary>Sends the first half of the first write, at least one byte, and ends the connection.</summary>
internal sealed class CutStream(HttpContext context, Stream body) : WriteOnlyStream(body)
{
    private readonly Stream _body = body;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        await _body.WriteAsync(buffer[..((buffer.Length + 1) / 2)], cancellationToken);
        await _body.FlushAsync(cancellationToken);
        // Aborting would reset the connection and could overtake what was just written. After an exception in a response
        // that has started, Kestrel sends what it has and closes.
        SelfCut.Mark(context);
        throw new ConnectionCutException();
    }
}
