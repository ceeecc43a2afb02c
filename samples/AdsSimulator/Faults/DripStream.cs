namespace AdsSimulator.Faults;

/// <summary>Sends a body slowly: a small piece at a time, at most twenty a second.</summary>
internal sealed class DripStream(Stream body, int bytesPerSecond, TimeProvider time) : WriteOnlyStream(body)
{
    private const int PiecesPerSecond = 20;

    private readonly Stream _body = body;
    private readonly int _piece = Math.Max(1, bytesPerSecond / PiecesPerSecond);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var length = Math.Min(_piece, buffer.Length);
            await _body.WriteAsync(buffer[..length], cancellationToken);
            await _body.FlushAsync(cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds((double)length / bytesPerSecond), time, cancellationToken);
            buffer = buffer[length..];
        }
    }
}
