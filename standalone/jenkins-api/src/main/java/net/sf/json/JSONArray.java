package net.sf.json;

public final class JSONArray {
    public JSONObject getJSONObject(int index) {
        throw new UnsupportedOperationException();
    }

    public int size() {
        throw new UnsupportedOperationException();
    }
}
