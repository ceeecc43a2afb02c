namespace AdsSimulator.Faults;

/// <summary>Sends the first half of the first write, at least one byte, and cuts the connection.</summary>
internal sealed class CutStream(HttpContext context, Stream body) : WriteOnlyStream(body)
{
    private readonly Stream _body = body;
    private bool _cut;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_cut || buffer.IsEmpty)
        {
            return;
        }

        _cut = true;
        await _body.WriteAsync(buffer[..((buffer.Length + 1) / 2)], cancellationToken);
        await _body.FlushAsync(cancellationToken);
        SelfCut.Abort(context);
    }
}
