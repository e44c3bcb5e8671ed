using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Unicode;
using Apache.Arrow;
using Apache.Arrow.Arrays;
using Apache.Arrow.Types;

namespace Counterweight.Cli.Reading.Columnar;

/// <summary>Takes the cells out of arrays of every primitive type.</summary>
internal static class ArrowCells
{
    private const double SecondsPerDay = 86_400;

    // Beyond it not every whole number is a double: two labels would become one.
    private const long ExactWhole = 1L << 53;

    /// <summary>Why columns of a type are not read; null: they are.</summary>
    public static string? WhyUnreadable(IArrowType type) => type.TypeId switch
    {
        ArrowTypeId.List or ArrowTypeId.LargeList or ArrowTypeId.FixedSizeList or ArrowTypeId.ListView or ArrowTypeId.LargeListView => "holds lists, which are not read",
        ArrowTypeId.Struct => "holds structures, which are not read",
        ArrowTypeId.Map => "holds maps, which are not read",
        ArrowTypeId.Union => "holds values of several types, which are not read",
        ArrowTypeId.Interval => "holds calendar intervals, which are not read",
        ArrowTypeId.RunEndEncoded or ArrowTypeId.RecordBatch => $"is of type {type.Name}, which is not read",
        ArrowTypeId.Extension => WhyUnreadable(((ExtensionType)type).StorageType),
        ArrowTypeId.Dictionary => WhyUnreadable(((DictionaryType)type).ValueType),
        _ => null,
    };

    /// <summary>Puts the cells of an array into a column.</summary>
    /// <param name="array">The array.</param>
    /// <param name="sink">The column.</param>
    /// <param name="firstRow">The row, from 1, of its first cell.</param>
    /// <returns>Whether all text is text: bytes that are none were missing values.</returns>
    public static bool Copy(IArrowArray array, ICellSink sink, long firstRow)
    {
        switch (array)
        {
            case ExtensionArray extension:
                return Copy(extension.Storage, sink, firstRow);
            case DictionaryArray dictionary:
                return CopyDictionary(dictionary, sink, firstRow);
            case NullArray:
                Each(array, sink, firstRow, static (_, _, _) => { });
                break;
            case BooleanArray booleans:
                Each(booleans, sink, firstRow, (i, to, row) => to.AddText(booleans.GetValue(i) == true ? "true"u8 : "false"u8, row));
                break;
            case Date32Array days:
                Each<int>(days, sink, firstRow, static (value, to, row) => to.AddTime(value * SecondsPerDay, row));
                break;
            case Date64Array milliseconds:
                Each<long>(milliseconds, sink, firstRow, static (value, to, row) => to.AddTime(value / 1000.0, row));
                break;
            case TimestampArray times:
                var perSecond = PerSecond(((TimestampType)times.Data.DataType).Unit);
                Each<long>(times, sink, firstRow, (value, to, row) => to.AddTime(value / perSecond, row));
                break;
            case Time32Array or Time64Array or DurationArray:
                CopySpans(array, sink, firstRow);
                break;
            case var _ when CopyNumbers(array, sink, firstRow):
                break;
            case FixedSizeBinaryArray bytes:
                return EachText(array, i => bytes.GetBytes(i), sink, firstRow);
            case BinaryArray text:
                return EachText(array, i => text.GetBytes(i), sink, firstRow);
            case LargeBinaryArray text:
                return EachText(array, i => text.GetBytes(i), sink, firstRow);
            case BinaryViewArray text:
                return EachText(array, i => text.GetBytes(i), sink, firstRow);
            default:
                throw new NotSupportedException(array.GetType().Name);
        }

        return true;
    }

    /// <summary>The place in the dictionary of each row; −1: missing.</summary>
    public static int[] Places(DictionaryArray array)
    {
        var places = new int[array.Length];
        if (!WholeArrays.TryVisit(array.Indices, new PlaceReader(places)))
        {
            throw new NotSupportedException(array.Indices.GetType().Name);
        }

        return places;
    }

    // Decimals are binary arrays too: numbers are tried before text.
    private static bool CopyNumbers(IArrowArray array, ICellSink sink, long firstRow)
    {
        if (WholeArrays.TryVisit(array, new WholeCopier(sink, firstRow)))
        {
            return true;
        }

        switch (array)
        {
            case HalfFloatArray numbers:
                Each<Half>(numbers, sink, firstRow, static (value, to, row) => to.AddNumber((double)value, row));
                break;
            case FloatArray numbers:
                Each<float>(numbers, sink, firstRow, static (value, to, row) => to.AddNumber(value, row));
                break;
            case DoubleArray numbers:
                Each<double>(numbers, sink, firstRow, static (value, to, row) => to.AddNumber(value, row));
                break;
            case Decimal32Array decimals:
                EachDecimal(array, decimals.GetString, sink, firstRow);
                break;
            case Decimal64Array decimals:
                EachDecimal(array, decimals.GetString, sink, firstRow);
                break;
            case Decimal128Array decimals:
                EachDecimal(array, decimals.GetString, sink, firstRow);
                break;
            case Decimal256Array decimals:
                EachDecimal(array, decimals.GetString, sink, firstRow);
                break;
            default:
                return false;
        }

        return true;
    }

    private static bool CopyDictionary(DictionaryArray array, ICellSink sink, long firstRow)
    {
        var cells = new DictionaryCells();
        var isText = Copy(array.Dictionary, cells, 0);
        foreach (var place in Places(array))
        {
            if (place < 0)
            {
                sink.AddMissing(firstRow++);
            }
            else
            {
                cells.CopyTo(sink, place, firstRow++);
            }
        }

        return isText;
    }

    private static void CopySpans(IArrowArray array, ICellSink sink, long firstRow)
    {
        var perSecond = PerSecond(((TimeBasedType)array.Data.DataType).Unit);
        if (array is Time32Array times)
        {
            Each<int>(times, sink, firstRow, (value, to, row) => to.AddNumber(value / perSecond, row));
        }
        else
        {
            Each<long>((PrimitiveArray<long>)array, sink, firstRow, (value, to, row) => to.AddNumber(value / perSecond, row));
        }
    }

    private static double PerSecond(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => 1,
        TimeUnit.Millisecond => 1e3,
        TimeUnit.Microsecond => 1e6,
        _ => 1e9,
    };

    private static void Each(IArrowArray array, ICellSink sink, long firstRow, Action<int, ICellSink, long> add)
    {
        for (var i = 0; i < array.Length; i++)
        {
            if (array is NullArray || array.IsNull(i))
            {
                sink.AddMissing(firstRow + i);
            }
            else
            {
                add(i, sink, firstRow + i);
            }
        }
    }

    private static void Each<T>(PrimitiveArray<T> array, ICellSink sink, long firstRow, Action<T, ICellSink, long> add)
        where T : struct, IEquatable<T>
    {
        var values = array.Values;
        var hasMissing = array.NullCount != 0;
        for (var i = 0; i < array.Length; i++)
        {
            if (hasMissing && array.IsNull(i))
            {
                sink.AddMissing(firstRow + i);
            }
            else
            {
                add(values[i], sink, firstRow + i);
            }
        }
    }

    private static void EachDecimal(IArrowArray array, Func<int, string?> text, ICellSink sink, long firstRow) =>
        Each(array, sink, firstRow, (i, to, row) => to.AddNumber(double.Parse(text(i)!, NumberStyles.Float, CultureInfo.InvariantCulture), row));

    private delegate ReadOnlySpan<byte> BytesOf(int place);

    private static bool EachText(IArrowArray array, BytesOf bytes, ICellSink sink, long firstRow)
    {
        var isText = true;
        Each(array, sink, firstRow, (i, to, row) =>
        {
            var text = bytes(i);
            if (Utf8.IsValid(text) && !text.Contains((byte)0))
            {
                to.AddText(text, row);
            }
            else
            {
                isText = false;
                to.AddMissing(row);
            }
        });
        return isText;
    }

    // The places in a dictionary.
    private readonly struct PlaceReader(int[] places) : IWholeArrayVisitor
    {
        public void Visit<T>(PrimitiveArray<T> array)
            where T : struct, IEquatable<T>, IBinaryInteger<T>
        {
            for (var i = 0; i < places.Length; i++)
            {
                places[i] = array.IsNull(i) ? -1 : int.CreateChecked(array.Values[i]);
            }
        }
    }

    private readonly struct WholeCopier(ICellSink sink, long firstRow) : IWholeArrayVisitor
    {
        public void Visit<T>(PrimitiveArray<T> array)
            where T : struct, IEquatable<T>, IBinaryInteger<T> =>
            Each(array, sink, firstRow, static (value, to, row) =>
            {
                var number = double.CreateTruncating(value);
                if (Math.Abs(number) < ExactWhole)
                {
                    to.AddNumber(number, row);
                }
                else
                {
                    to.AddText(Encoding.UTF8.GetBytes(value.ToString(null, CultureInfo.InvariantCulture)), row);
                }
            });
    }
}
