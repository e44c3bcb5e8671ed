using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Losses.Rows;
using Xunit;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>A matrix in some layout, in the middle of more memory: what lies around and between its elements holds one value throughout.</summary>
internal sealed class LaidOut<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Margin = 64;

    private readonly T[] memory;
    private readonly LogitLayout layout;
    private readonly int rows;
    private readonly T filling;

    public LaidOut(LogitLayout layout, int rows, T filling)
    {
        this.layout = layout;
        this.rows = rows;
        this.filling = filling;
        memory = new T[Length + (2 * Margin)];
        memory.AsSpan().Fill(filling);
    }

    public Span<T> Span => memory.AsSpan(Margin, Length);

    private int Stride => layout.Stride != 0 ? layout.Stride : layout.IsClassMajor ? rows : layout.ClassCount;

    /// <summary>To the last element, without the gap behind it.</summary>
    private int Length => rows == 0 ? 0 : At(rows - 1, layout.ClassCount - 1) + 1;

    public LaidOut<T> With(ReadOnlySpan<T> packed)
    {
        var all = Span;
        var classes = layout.ClassCount;
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < classes; j++)
            {
                all[At(i, j)] = packed[(i * classes) + j];
            }
        }

        return this;
    }

    public T[] Packed()
    {
        var all = Span;
        var classes = layout.ClassCount;
        var packed = new T[rows * classes];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < classes; j++)
            {
                packed[(i * classes) + j] = all[At(i, j)];
            }
        }

        return packed;
    }

    public void AssertNothingElseWritten()
    {
        var expected = new LaidOut<T>(layout, rows, filling).With(Packed());
        Assert.True(MemoryMarshal.AsBytes<T>(memory).SequenceEqual(MemoryMarshal.AsBytes<T>(expected.memory)), "written between or around the elements");
    }

    private int At(int row, int column) => layout.IsClassMajor ? (column * Stride) + row : (row * Stride) + column;
}
