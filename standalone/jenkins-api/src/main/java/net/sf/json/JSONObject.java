package net.sf.json;

import java.util.LinkedHashMap;
import java.util.Map;

public final class JSONObject {
    private final Map<String, Object> values = new LinkedHashMap<>();

    public static JSONObject fromObject(Object object) {
        throw new UnsupportedOperationException();
    }

    public Object get(String key) {
        return values.get(key);
    }

    public boolean getBoolean(String key) {
        throw new UnsupportedOperationException();
    }

    public JSONArray getJSONArray(String key) {
        throw new UnsupportedOperationException();
    }

    public JSONObject getJSONObject(String key) {
        throw new UnsupportedOperationException();
    }

    public String getString(String key) {
        throw new UnsupportedOperationException();
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public boolean optBoolean(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    public String optString(String key, String defaultValue) {
        Object value = values.get(key);
        return value == null ? defaultValue : value.toString();
    }

    public Object put(String key, Object value) {
        return values.put(key, value);
    }
}
