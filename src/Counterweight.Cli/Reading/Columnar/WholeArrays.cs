using System.Numerics;
using Apache.Arrow;

namespace Counterweight.Cli.Reading.Columnar;

/// <summary>Something to do with an array of whole numbers, whatever their type.</summary>
internal interface IWholeArrayVisitor
{
    void Visit<T>(PrimitiveArray<T> array)
        where T : struct, IEquatable<T>, IBinaryInteger<T>;
}

/// <summary>The one place that knows the types of whole numbers.</summary>
internal static class WholeArrays
{
    /// <summary>Has an array visited with its type; false where it is none of whole numbers.</summary>
    public static bool TryVisit<TVisitor>(IArrowArray array, TVisitor visitor)
        where TVisitor : IWholeArrayVisitor
    {
        switch (array)
        {
            case Int8Array wholes:
                visitor.Visit(wholes);
                return true;
            case Int16Array wholes:
                visitor.Visit(wholes);
                return true;
            case Int32Array wholes:
                visitor.Visit(wholes);
                return true;
            case Int64Array wholes:
                visitor.Visit(wholes);
                return true;
            case UInt8Array wholes:
                visitor.Visit(wholes);
                return true;
            case UInt16Array wholes:
                visitor.Visit(wholes);
                return true;
            case UInt32Array wholes:
                visitor.Visit(wholes);
                return true;
            case UInt64Array wholes:
                visitor.Visit(wholes);
                return true;
            default:
                return false;
        }
    }
}
